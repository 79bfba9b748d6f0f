import Glibc
import Groundwork
import LoadPlan

/// Latencies of a service whose true distribution is known, in milliseconds, one every hundredth of a second.
enum Traffic: CaseIterable {
    case independent
    case autoregressive99
    case queue50
    case queue80
    case queue90
    case moods
    case stalls

    var name: String {
        switch self {
        case .independent: "independent, lognormal"
        case .autoregressive99: "AR(1), φ .99"
        case .queue50: "M/M/1, ρ .5"
        case .queue80: "M/M/1, ρ .8"
        case .queue90: "M/M/1, ρ .9"
        case .moods: "moods of 100 requests"
        case .stalls: "stalls of 2.5 % of the run"
        }
    }

    /// Lengths of run that are tried, in requests.
    var lengths: [Int] {
        switch self {
        case .independent, .autoregressive99, .queue50: [1_000, 5_000, 20_000]
        case .queue80, .queue90: [5_000, 20_000, 60_000]
        case .moods: [1_000, 5_000, 20_000]
        case .stalls: [500, 1_000, 5_000, 20_000]
        }
    }

    /// The latency that exactly a share of all requests reaches.
    func limit(_ share: Double) -> Double {
        switch self {
        case .independent: 20 * exp(0.5 * Self.normalQuantile(1 - share))
        case .autoregressive99: 20 * exp(Self.normalQuantile(1 - share))
        case .queue50: -10 * log(share) / 0.5
        case .queue80: -10 * log(share) / 0.2
        case .queue90: -10 * log(share) / 0.1
        case .moods, .stalls: 200
        }
    }

    /// A run of so many requests. `share` is how many of the requests stalls and moods make slow; the others do not know
    /// it.
    func run(_ count: Int, share: Double, _ random: inout Random) -> [Double] {
        switch self {
        case .independent: (0..<count).map { _ in 20 * exp(0.5 * random.normal()) }
        case .autoregressive99: Self.autoregressive(count, 0.99, &random)
        case .queue50: Self.queue(count, 0.5, &random)
        case .queue80: Self.queue(count, 0.8, &random)
        case .queue90: Self.queue(count, 0.9, &random)
        case .moods: Self.moods(count, share, &random)
        case .stalls: Self.stalls(count, share, &random)
        }
    }

    /// Half of the variance moves slowly, half is each request's own.
    private static func autoregressive(_ count: Int, _ phi: Double, _ random: inout Random) -> [Double] {
        var state = random.normal()
        return (0..<count).map { _ in
            state = phi * state + (1 - phi * phi).squareRoot() * random.normal()
            return 20 * exp(0.5.squareRoot() * state + 0.5.squareRoot() * random.normal())
        }
    }

    /// A fast service whose speed wanders by a third, a hundredth of the limit, and which in a bad mood answers some
    /// requests slower than the limit: between 2 ms and 300 ms there is nothing to see it come by.
    private static func moods(_ count: Int, _ share: Double, _ random: inout Random) -> [Double] {
        let threshold = normalQuantile(1 - share)
        let phi = 0.99
        var mood = random.normal()
        return (0..<count).map { _ in
            mood = phi * mood + (1 - phi * phi).squareRoot() * random.normal()
            let isSlow = 0.8.squareRoot() * mood + 0.2.squareRoot() * random.normal() > threshold
            return isSlow ? 300 : 2 * exp(0.3 * mood) * (0.8 + 0.4 * random.unit())
        }
    }

    /// One server with a queue, in balance from the first request on; its mean service takes 10 ms.
    private static func queue(_ count: Int, _ load: Double, _ random: inout Random) -> [Double] {
        var wait = random.unit() < load ? random.exponential() / (1 - load) : 0
        return (0..<count).map { _ in
            let response = wait + random.exponential()
            wait = max(0, response - random.exponential() / load)
            return 10 * response
        }
    }

    /// A fast service that stands still now and then: all that is slow, is slow because of it.
    private static func stalls(_ count: Int, _ share: Double, _ random: inout Random) -> [Double] {
        var values = (0..<count).map { _ in 5 + 10 * random.unit() }
        let length = Double(count) * 0.025
        // Stalls overlap: of independent ones of this length, share = 1 − e^(−expected × 0.025).
        let expected = -log1p(-share) / 0.025
        // Begun before the run, a stall may reach into it.
        var start = -length
        while true {
            start += random.exponential() / expected * Double(count)
            guard start < Double(count) else { return values }
            for index in Int(max(0, start))..<Int(min(Double(count), max(0, start + length))) { values[index] = 300 }
        }
    }

    private static func normalQuantile(_ p: Double) -> Double {
        var (low, high) = (-10.0, 10.0)
        for _ in 0..<80 {
            let middle = (low + high) / 2
            if 0.5 * erfc(-middle / 2.0.squareRoot()) < p { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }
}

/// Seeded random numbers of several shapes.
struct Random {
    private var source: SeededRandom
    private var spare: Double?

    init(seed: UInt64) {
        source = SeededRandom(seed: seed, 1, 0)
    }

    mutating func unit() -> Double { source.unit() }

    mutating func exponential() -> Double { -log1p(-source.unit()) }

    /// Marsaglia's polar method.
    mutating func normal() -> Double {
        if let value = spare {
            spare = nil
            return value
        }
        while true {
            let (x, y) = (2 * source.unit() - 1, 2 * source.unit() - 1)
            let square = x * x + y * y
            guard square > 0, square < 1 else { continue }
            let factor = (-2 * log(square) / square).squareRoot()
            spare = y * factor
            return x * factor
        }
    }
}
