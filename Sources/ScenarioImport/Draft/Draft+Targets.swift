extension Draft {
    /// The origin of most requests is the target; requests to others name it. Steps whose origin is not known go to the
    /// target.
    mutating func chooseTarget(among steps: inout [Step], preferred: String? = nil) {
        var counts: [String: Int] = [:]
        var order: [String] = []
        for origin in steps.flatMap(\.requests).compactMap(\.origin) {
            if counts[origin] == nil { order.append(origin) }
            counts[origin, default: 0] += 1
        }
        // Of equal ones the first.
        guard let most = counts.values.max() else { return }
        let target = preferred ?? order.first { counts[$0] == most } ?? self.target
        self.target = target
        steps = steps.map { step in
            step.mapRequests { request in if request.origin == target { request.origin = nil } }
        }
    }

    /// Hosts that requests go to besides the target.
    var otherHosts: [String] {
        let origins = Set(flows.flatMap(\.steps).flatMap(\.requests).compactMap(\.origin))
        return Set(origins.compactMap { URLParts($0)?.host }).sorted()
    }
}
