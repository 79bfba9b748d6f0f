import Groundwork
public import LoadPlan

/// What the network takes of a small request before a run, at a quantile: the rest of an objective's limit is what the
/// service may take. Nanoseconds.
public struct DistanceEstimate: Sendable, Hashable {
    /// On an open connection.
    public var warm: UInt64
    /// On a new one: the name lookup where there is one, TCP, TLS 1.3 where there is TLS, and the request.
    public var cold: UInt64

    /// Draws that a quantile is read from.
    static let draws = 20_000
    /// Bytes of a small request, and of its answer.
    static let bytes = (request: 400, answer: 1500)

    /// The estimate for users of a profile; from draws with a fixed seed, so that it is the same each time.
    /// - Parameter looksUp: whether opening a connection begins with looking the service's name up.
    public init(_ profile: NetworkProfile, quantile: Double, isSecure: Bool, looksUp: Bool) {
        let model = DistanceModel(profile)
        var warm: [UInt64] = []
        var cold: [UInt64] = []
        for number in 0..<Self.draws {
            var random = SeededRandom(seed: 1, UInt64(number))
            let line = model.sampler.line(&random)
            var user = DistanceModel.Traveller(line: line, random: random)
            let lookup = looksUp ? model.lookup(&user) : 0
            let opening = lookup &+ model.connect(&user) &+ model.handshake(rounds: isSecure ? 1 : 0, &user)
            let request =
                model.roundTrip(&user) &+ model.upload(bytes: Self.bytes.request, at: 0, &user)
                &+ model.download(bytes: Self.bytes.answer, &user)
            warm.append(request)
            cold.append(request &+ opening)
        }
        self.warm = Self.quantile(quantile, of: &warm)
        self.cold = Self.quantile(quantile, of: &cold)
    }

    private static func quantile(_ quantile: Double, of values: inout [UInt64]) -> UInt64 {
        values.sort()
        let rank = Int((min(max(quantile, 0), 1) * Double(values.count)).rounded(.up))
        return values[min(max(rank, 1), values.count) - 1]
    }
}
