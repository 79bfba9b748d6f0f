extension Draft {
    /// Requests that cannot be written as a scenario become comments that say why; names are `flow/step`.
    mutating func replace(_ refused: [String: String]) {
        for index in flows.indices {
            let flow = flows[index].name
            flows[index].steps = flows[index].steps.map { Self.replaced($0, flow, refused) }
        }
    }

    private static func replaced(_ step: Step, _ flow: String, _ refused: [String: String]) -> Step {
        switch step {
        case .request(let request):
            guard let reason = refused["\(flow)/\(request.name)"] else { return step }
            return .comment("not translated: \(request.method), the step \(request.name): \(reason)")
        case .group(let name, let steps): return .group(name, steps.map { replaced($0, flow, refused) })
        case .rounds(let count, let steps): return .rounds(count, steps.map { replaced($0, flow, refused) })
        case .parallel(let steps): return .parallel(steps.map { replaced($0, flow, refused) })
        case .think, .comment, .line: return step
        }
    }
}
