import LoadMetrics
import LoadPlan

/// Puts together what the shards' probes noted of arrivals.
enum ArrivalAudit {
    /// What arrivals of a load did; `nil` for a closed load.
    /// - Parameter probes: of all shards.
    static func gaps(_ load: Load, _ probes: [ArrivalProbe]) -> ArrivalGaps? {
        guard case .rate(let arrivals) = load.model, let chosen = probes.first else { return nil }
        let starts = probes.flatMap(\.starts).sorted { $0.number < $1.number }
        let pairs = zip(starts, starts.dropFirst()).filter { first, second in
            second.number == first.number + 1 && chosen.isChosen(first.number) && second.time >= first.time
        }
        switch arrivals {
        case .poisson:
            let whole = load.curve.area
            guard whole > 0 else { return nil }
            return ArrivalGaps(
                poisson: pairs.map { load.curve.area(until: $1.time) - load.curve.area(until: $0.time) },
                places: starts.filter { chosen.isChosen($0.number) }.map { load.curve.area(until: $0.time) / whole }
            )
        case .constant:
            var (errors, sum): ([UInt64], Double) = ([], 0)
            for (first, second) in pairs {
                let area = load.curve.area(until: first.time) + 1
                guard let due = load.curve.time(ofArea: area) else { continue }
                errors.append(due > second.time ? due - second.time : second.time - due)
                sum += Double(due - min(due, first.time))
            }
            let mean = errors.isEmpty ? 0 : sum / Double(errors.count)
            return ArrivalGaps(constant: errors, meanGap: UInt64(max(0, mean)))
        }
    }
}
