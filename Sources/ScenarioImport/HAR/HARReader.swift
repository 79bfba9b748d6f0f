import Groundwork
import JSON

/// Reads a browser's recording (HAR 1.2): pages become groups, gaps become pauses, values that later requests take from
/// earlier answers become captures.
struct HARReader {
    let options: ImportOptions
    private let entries: [HAREntry]
    private let pages: [String: String]
    var draft: Draft
    /// Hosts whose requests are kept.
    private let hosts: Set<String>
    var rotating = RotatingHeaders()
    var correlation: Correlation
    var stepNames = NameScope(separator: ".")
    private var groupNames = NameScope(separator: ".")
    /// Cookies that the service has set so far.
    var cookiesSet: Set<String> = []
    /// Kinds of headers and cookies that were left out.
    var leftOut: Set<String> = []
    private let polls: PollDetection
    private var requestCount = 0
    /// Requests that ask for compressed answers, and requests over HTTP/2 or 3.
    private var compressed = 0
    private var newer = 0

    /// Pauses longer than this are cut: the person had left.
    private static let longestPause = 300_000

    static func read(_ bytes: [UInt8], options: ImportOptions) throws(ImportError) -> Draft {
        let json: JSONValue
        do { json = try JSONValue(reading: bytes) } catch { throw ImportError(error, in: bytes, what: "a HAR file") }
        guard let log = json["log"], case .array(let items)? = log["entries"] else {
            throw ImportError("this is not a HAR file: it has no log.entries")
        }
        let entries = items.compactMap(HAREntry.init)
        guard entries.count == items.count else {
            throw ImportError(
                "this is not a HAR file: \(items.count - entries.count) of \(items.count) entries have no request.url"
            )
        }
        try Draft.checkCount(entries.count { options.withAssets || $0.asset == nil })
        var reader = try HARReader(log, entries, options)
        reader.build()
        guard reader.draft.hasRequests else {
            throw ImportError(
                "the recording has no request that a scenario can send: there are only static files, web sockets and the like "
                    + "(--with-assets keeps static files)"
            )
        }
        return reader.draft
    }

    private init(_ log: JSONValue, _ unsorted: [HAREntry], _ options: ImportOptions) throws(ImportError) {
        self.options = options
        entries = unsorted.enumerated().sorted { left, right in
            (left.element.start ?? 0, left.offset) < (right.element.start ?? 0, right.offset)
        }.map(\.element)
        var pages: [String: String] = [:]
        for page in log["pages"]?.items ?? [] {
            if let id = page["id"]?.string { pages[id] = page["title"]?.string ?? id }
        }
        self.pages = pages
        let wanted = options.hosts.map { $0.lowercased() }
        for host in wanted where !entries.contains(where: { $0.url?.host == host }) {
            throw ImportError("no request of the recording goes to \(host.excerpt(100))")
        }
        guard let origin = Self.mainOrigin(entries, wanted: wanted.first) else {
            throw ImportError("the recording has no request over HTTP")
        }
        let hosts = Set(wanted + [URLParts(origin)?.host ?? ""])
        self.hosts = hosts
        polls = PollDetection(entries) { entry in
            hosts.contains(entry.url?.host ?? "") && !entry.isPreflight && (options.withAssets || entry.asset == nil)
        }
        rotating = RotatingHeaders(entries)
        draft = Draft(title: options.name, target: origin)
        correlation = Correlation(taken: [])
        draft.heading = ["Imported from a recording of \(origin)."]
        if let creator = log["creator"]?["name"]?.string, !creator.isEmpty {
            draft.heading[0] += " Made by \(creator.excerpt(80))."
        }
    }

    /// The origin of the host that most requests go to, for something else than static files and further addresses.
    private static func mainOrigin(_ entries: [HAREntry], wanted: String?) -> String? {
        var hosts: [String: (weight: Int, first: Int)] = [:]
        var origins: [String: (weight: Int, first: Int)] = [:]
        for (index, entry) in entries.enumerated() {
            guard let url = entry.url, wanted == nil || url.host == wanted else { continue }
            let weight = entry.asset != nil || entry.isWebSocket ? 1 : entry.isRedirect ? 10 : 10_000
            hosts[url.host, default: (0, index)].weight += weight
            origins[url.origin, default: (0, index)].weight += weight
        }
        func most(_ counts: [String: (weight: Int, first: Int)]) -> String? {
            counts.max { ($0.value.weight, -$0.value.first) < ($1.value.weight, -$1.value.first) }?.key
        }
        guard let host = most(hosts) else { return nil }
        return most(origins.filter { URLParts($0.key)?.host == host })
    }

    // MARK: In order

    private mutating func build() {
        var end: Int?
        var index = 0
        var flow: [HARStep] = []
        while index < entries.count {
            let page = entries[index].page.flatMap { pages[$0] == nil ? nil : $0 }
            var next = index
            while next < entries.count, entries[next].page.flatMap({ pages[$0] == nil ? nil : $0 }) == page {
                next += 1
            }
            var run = PageRun(end: end)
            for number in index..<next { add(number, to: &run) }
            if let lead = run.lead { flow.append(.step(.think(lead))) }
            flow += finished(run, page: page)
            end = run.end
            index = next
        }
        // Captures are known only now, since later requests ask for them.
        draft.flows = [
            Draft.Flow(
                name: Names.label(options.name, or: "recorded"),
                defaultClauses: compressed * 2 > requestCount ? ["compression on"] : [],
                steps: flow.map(withCaptures)
            )
        ]
        if draft.target.hasPrefix("https:"), newer * 2 > requestCount { _ = draft.addWay("http 2") }
        describe()
        draft.addUsualLoad()
    }

    private mutating func add(_ number: Int, to run: inout PageRun) {
        let entry = entries[number]
        let pause = Self.pause(from: run.end, to: entry.start)
        defer { if let end = entry.end { run.end = max(run.end ?? end, end) } }
        if entry.isWebSocket { return run.steps.append(.step(.comment(Self.webSocket(entry)))) }
        guard let url = entry.url else { return run.strange += 1 }
        guard hosts.contains(url.host) else { return run.others[url.host, default: 0] += 1 }
        cookiesSet.formUnion(entry.cookiesSet.map(\.name))
        // From http to https: what the target's own address would answer is not asked of another one.
        if entry.isRedirect, url.origin != draft.target { return run.redirects += 1 }
        if entry.isPreflight { return run.preflights += 1 }
        // A poll's further tries are in its one step.
        if polls.repeated.contains(number) { return }
        if let asset = entry.asset, !options.withAssets { return run.assets[asset, default: 0] += 1 }
        if let pause {
            if run.steps.isEmpty { run.lead = pause } else { run.steps.append(.step(.think(pause))) }
            run.firstEnd = nil
        }
        let step = step(number, entry, url)
        guard let poll = polls.polls[number] else { return run.append(step, entry) }
        run.firstEnd = nil
        run.steps.append(step)
        if let end = entries[poll.last].end { run.end = max(run.end ?? end, end) }
    }

    /// A web socket is named with what went through it: scenarios have requests only.
    private static func webSocket(_ entry: HAREntry) -> String {
        let address = entry.rawURL.prefix { $0 != "?" && $0 != "#" }
        let counts = entry.webSocketMessages.map { messages in
            " (\(Count.text(messages.sent, "message")) sent, \(messages.received) received)"
        }
        return "not translated: the web socket \(address.excerpt(200))\(counts ?? ""): "
            + "the language has no live connections"
    }

    private mutating func step(_ number: Int, _ entry: HAREntry, _ url: URLParts) -> HARStep {
        guard RequestMaker.methods.contains(entry.method) else {
            return .step(
                .comment(
                    "not translated: \(RequestMaker.said(entry.method)) \(url.path): the language has no such method"
                )
            )
        }
        let known = correlation.resolve(
            HARUses.of(entry, url),
            isPast: { [entries] other in
                guard let end = entries[other].end, let start = entry.start else { return other < number }
                return other < number && end <= start
            }
        )
        let name = StepNaming.name(method: entry.method, segments: url.segments)
        var request = request(entry, url, name: stepNames.take(name), known: known)
        var answer = entry
        if let poll = polls.polls[number] {
            request.poll = (
                Spelling.duration(milliseconds: poll.interval),
                Spelling.duration(milliseconds: max(30_000, min(600_000, (poll.took &* 3) / 1000 * 1000)))
            )
            request.statuses = poll.statuses.filter { $0 < 400 }
            request.checks.append("until \(poll.condition)")
            answer = entries[poll.last]
        }
        if (200..<400).contains(answer.status), let text = answer.answerText {
            let about = StepNaming.words(url.segments)
            if answer.answerType == "text/html" {
                correlation.addPage(HTMLFields.find(in: text), entry: number, about: about)
            } else if let json = JSONValue(text: text) {
                correlation.addAnswer(json, entry: number, about: about)
            }
        }
        if answer.status > 0 {
            let about = StepNaming.words(url.segments)
            correlation.addHead(answer.answerHeaders, cookies: answer.cookiesSet, entry: number, about: about)
        }
        requestCount += 1
        if entry.headers.contains(where: { $0.name.lowercased() == "accept-encoding" && $0.value.contains("gzip") }) {
            compressed += 1
        }
        if ["h2", "h3", "http/2", "http/2.0", "http/3", "http/3.0"].contains(entry.version) { newer += 1 }
        return .pending(number, request)
    }

    private func withCaptures(_ step: HARStep) -> Draft.Step {
        switch step {
        case .step(let step): return step
        case .group(let name, let steps): return .group(name, steps.map(withCaptures))
        case .parallel(let steps): return .parallel(steps.map(withCaptures))
        case .pending(let number, var request):
            request.captures = (correlation.captures[number] ?? []).map { found in
                Draft.Capture(
                    name: found.variable,
                    source: found.place.source,
                    comment: Self.hint(found.place.path)
                )
            }
            return .request(request)
        }
    }

    /// An index means this very item; others are as good for most scenarios.
    private static func hint(_ path: [AnswerPlace.Segment]) -> String? {
        var hasIndex = false
        let any = path.map { segment in
            if case .index = segment { hasIndex = true }
            return segment
        }
        guard hasIndex else { return nil }
        let query = JSONQuery.text(any).replacing(/\[[0-9]+\]/, with: "[*]")
        return "as recorded; for any of them: json \(query) pick random"
    }

    private mutating func finished(_ run: PageRun, page: String?) -> [HARStep] {
        let remarks = run.remarks.map { HARStep.step(.comment($0)) }
        guard let page, run.steps.contains(where: \.hasRequests) else { return remarks + run.steps }
        var title = pages[page] ?? page
        // A page without a title has its address, which is encoded in some recordings.
        if title.contains("%3A%2F%2F") || title.contains("%3a%2f%2f") {
            title = PercentEncoding.decoded(title) ?? title
        }
        let name = URLParts(title).map { StepNaming.name(method: "GET", segments: $0.segments) } ?? title
        let parts = name.split(separator: ".").map { Names.label(String($0), or: "") }
        return [.group(groupNames.take(Names.label(parts: parts, or: "page")), remarks + run.steps)]
    }

    /// The pause between two requests, where it is longer than a script's.
    private static func pause(from end: Int?, to start: Int?) -> String? {
        guard let end, let start, start &- end >= 300 else { return nil }
        return Spelling.duration(milliseconds: Spelling.rounded(milliseconds: min(start &- end, longestPause)))
    }
}
