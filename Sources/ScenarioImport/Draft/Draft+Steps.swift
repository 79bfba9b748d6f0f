extension Draft.Step {
    /// The requests in it.
    var requests: [Draft.Request] {
        switch self {
        case .request(let request): [request]
        case .group(_, let steps), .rounds(_, let steps), .parallel(let steps): steps.flatMap(\.requests)
        case .think, .comment, .line: []
        }
    }

    /// The step with each request changed.
    func mapRequests(_ change: (inout Draft.Request) -> Void) -> Draft.Step {
        switch self {
        case .request(var request):
            change(&request)
            return .request(request)
        case .group(let name, let steps): return .group(name, steps.map { $0.mapRequests(change) })
        case .parallel(let steps): return .parallel(steps.map { $0.mapRequests(change) })
        case .rounds(let count, let steps): return .rounds(count, steps.map { $0.mapRequests(change) })
        case .think, .comment, .line: return self
        }
    }
}
