/// What one page's requests become.
struct PageRun {
    /// When the last request so far had ended.
    var end: Int?
    /// When the first of the requests in the last step had ended.
    var firstEnd: Int?
    /// The pause before the page.
    var lead: String?
    var steps: [HARStep] = []
    var assets: [String: Int] = [:]
    var others: [String: Int] = [:]
    var strange = 0
    var preflights = 0
    var redirects = 0

    init(end: Int?) { self.end = end }

    /// A request that began while all those of the last step were under way was sent beside them.
    mutating func append(_ step: HARStep, _ entry: HAREntry) {
        let isBeside = entry.start.flatMap { start in firstEnd.map { start < $0 } } ?? false
        guard isBeside, step.hasRequests, let last = steps.last else {
            firstEnd = step.hasRequests ? entry.end : nil
            return steps.append(step)
        }
        firstEnd = [firstEnd, entry.end].compactMap { $0 }.min()
        var beside = [last]
        if case .parallel(let inner) = last { beside = inner }
        steps[steps.count - 1] = .parallel(beside + [step])
    }

    /// What was left out of the page, for comments.
    var remarks: [String] {
        var parts: [String] = []
        for (kind, count) in assets.sorted(by: { $0.key < $1.key }) { parts.append("\(kind) (\(count))") }
        var remarks: [String] = []
        if !parts.isEmpty {
            remarks.append("left out: \(parts.joined(separator: ", ")) (--with-assets keeps them)")
        }
        if !others.isEmpty {
            let hosts = others.sorted { $0.key < $1.key }.map { "\($0.key) (\($0.value))" }
            remarks.append("left out, other hosts: \(hosts.joined(separator: ", "))")
        }
        if preflights > 0 { remarks.append("left out: CORS preflights of the browser (\(preflights))") }
        if redirects > 0 { remarks.append("left out: redirects from other addresses (\(redirects))") }
        if strange > 0 { remarks.append("left out: what is no HTTP, such as data: and blob: (\(strange))") }
        return remarks
    }
}
