/// A step while a recording is still being read: which values a request must capture is known only when all later
/// requests have been read.
indirect enum HARStep {
    /// A step that is complete.
    case step(Draft.Step)
    /// The request of an entry, by the entry's number, without its captures.
    case pending(Int, Draft.Request)
    case group(String, [HARStep])
    case parallel([HARStep])

    var hasRequests: Bool {
        switch self {
        case .step(let step): step.hasRequests
        case .pending: true
        case .group(_, let steps), .parallel(let steps): steps.contains(where: \.hasRequests)
        }
    }
}
