import LoadPlan

extension Carrier.Choice {
    /// What carries a request, and why.
    var words: String {
        switch carrier {
        case .exchange: "the exchange: Zonda speaks HTTP/1.1 on connections of its own"
        case .transfer: "libcurl's transfers" + (reason.map { ": \($0)" } ?? "")
        }
    }
}

extension Plan {
    /// What carries the plan's requests: each way with its reason, and where there are several, how many go by it.
    var carriers: [String] {
        let rule = CarrierRule(self)
        var counts: [(choice: Carrier.Choice, requests: Int)] = []
        for request in requests {
            let choice = rule.choice(of: request)
            if let known = counts.firstIndex(where: { $0.choice == choice }) {
                counts[known].requests += 1
            } else {
                counts.append((choice, 1))
            }
        }
        guard counts.count > 1 else { return counts.map(\.choice.words) }
        return counts.map { "\($0.requests) request\($0.requests == 1 ? "" : "s") by \($0.choice.words)" }
    }
}
