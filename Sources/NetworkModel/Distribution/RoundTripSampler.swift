import Foundation
public import Groundwork
public import LoadPlan

/// Draws round trips of a profile, in nanoseconds, without allocating: everything is laid out when it is made.
///
/// A user is one of the profile's lines for good (``line(_:)``): a home does not change its route between two packets.
/// Over many users the draws have the distribution of ``RoundTripDistribution``.
public struct RoundTripSampler: Sendable {
    /// What a line costs besides its round trips.
    public struct LineFacts: Sendable {
        /// Probability that a segment is lost in either direction.
        public var loss: Double
        /// Nanoseconds a byte towards the user; 0 without limit.
        public var downPerByte: Double
        /// Nanoseconds a byte from the user; 0 without limit.
        public var upPerByte: Double
        /// The retransmission timeout in nanoseconds: the mean round trip and four times its mean deviation (RFC 6298
        /// section 2), for which Linux takes at least 200 ms (`tcp_rto_min_us`).
        public var retransmission: UInt64
    }

    private struct Leg {
        var floor: Double
        var mu: Double
        var sigma: Double
        /// Where its quantiles begin, or -1.
        var table: Int
        var count: Int
        var isAccess: Bool
    }

    private struct Line {
        var below: Double
        var first: Int
        var count: Int
        var facts: LineFacts
    }

    private let lines: [Line]
    private let legs: [Leg]
    private let table: [Double]

    /// A sampler of a profile; one without lines draws zeros.
    public init(_ profile: NetworkProfile) {
        var legs: [Leg] = []
        var table: [Double] = []
        var lines: [Line] = []
        let weights = profile.lines.map { max(0, $0.share.value.isFinite ? $0.share.value : 0) }
        let total = weights.reduce(0, +)
        var sum = 0.0
        for (line, weight) in zip(profile.lines, weights) {
            sum += total > 0 ? weight / total : 1 / Double(profile.lines.count)
            let first = legs.count
            for leg in line.legs {
                let isAccess = leg.role == .access || leg.role == .whole
                switch LegDistribution(leg.roundTrip) {
                case .spread(let spread):
                    legs.append(
                        Leg(
                            floor: spread.floor,
                            mu: spread.mu,
                            sigma: spread.sigma,
                            table: -1,
                            count: 0,
                            isAccess: isAccess
                        )
                    )
                case .quantiles(let values):
                    legs.append(
                        Leg(floor: 0, mu: 0, sigma: 0, table: table.count, count: values.count, isAccess: isAccess)
                    )
                    table += values
                }
            }
            lines.append(Line(below: sum, first: first, count: legs.count - first, facts: Self.facts(line)))
        }
        self.lines = lines
        self.legs = legs
        self.table = table
    }

    private static func facts(_ line: NetworkProfile.Line) -> LineFacts {
        var kept = 1.0
        var down = Double.infinity
        var up = Double.infinity
        var mean = 0.0
        var variance = 0.0
        for leg in line.legs {
            if let loss = leg.loss { kept *= 1 - min(max(loss.value, 0), 0.9) }
            if let rate = leg.down, rate.value > 0 { down = min(down, rate.value) }
            if let rate = leg.up, rate.value > 0 { up = min(up, rate.value) }
            let distribution = LegDistribution(leg.roundTrip)
            mean += distribution.mean
            variance += distribution.variance
        }
        // A megabit a second is a thousandth of a bit a nanosecond: 8000 ns a byte.
        return LineFacts(
            loss: 1 - kept,
            downPerByte: down.isFinite ? 8000 / down : 0,
            upPerByte: up.isFinite ? 8000 / up : 0,
            // The mean deviation of a normal distribution is 0.8 standard deviations.
            retransmission: nanoseconds(mean + max(200, 4 * 0.8 * variance.squareRoot()))
        )
    }

    /// Which line a user is on, for good.
    @inline(__always)
    public func line(_ random: inout SeededRandom) -> Int {
        let drawn = random.unit()
        var index = 0
        // The last line takes what rounding may have left of the whole.
        while index + 1 < lines.count, drawn >= lines[index].below { index += 1 }
        return index
    }

    /// What a line costs besides its round trips.
    public func facts(_ line: Int) -> LineFacts {
        guard lines.indices.contains(line) else {
            return LineFacts(loss: 0, downPerByte: 0, upPerByte: 0, retransmission: 200_000_000)
        }
        return lines[line].facts
    }

    /// One round trip between user and service, nanoseconds.
    public func draw(line: Int, _ random: inout SeededRandom) -> UInt64 {
        draw(line: line, accessOnly: false, &random)
    }

    /// One round trip to the user's own exchange, where its name server stands, nanoseconds.
    public func drawAccess(line: Int, _ random: inout SeededRandom) -> UInt64 {
        draw(line: line, accessOnly: true, &random)
    }

    private func draw(line: Int, accessOnly: Bool, _ random: inout SeededRandom) -> UInt64 {
        guard lines.indices.contains(line) else { return 0 }
        var sum = 0.0
        // Box and Muller (1958) give two normal numbers at a time.
        var spare = 0.0
        var hasSpare = false
        for index in lines[line].first..<lines[line].first + lines[line].count {
            let leg = legs[index]
            if accessOnly, !leg.isAccess { continue }
            if leg.table >= 0 {
                let place = random.unit() * Double(leg.count - 1)
                let step = min(Int(place), leg.count - 2)
                let low = table[leg.table + step]
                sum += low + (table[leg.table + step + 1] - low) * (place - Double(step))
            } else if leg.sigma > 0 {
                let normal: Double
                if hasSpare {
                    normal = spare
                    hasSpare = false
                } else {
                    let radius = (-2 * log(1 - random.unit())).squareRoot()
                    let angle = 2 * Double.pi * random.unit()
                    normal = radius * cos(angle)
                    spare = radius * sin(angle)
                    hasSpare = true
                }
                sum += leg.floor + exp(leg.mu + leg.sigma * normal)
            } else {
                sum += leg.floor
            }
        }
        return Self.nanoseconds(sum)
    }

    /// Milliseconds as nanoseconds, at most an hour.
    static func nanoseconds(_ milliseconds: Double) -> UInt64 {
        milliseconds > 0 ? UInt64(min(milliseconds, 3_600_000) * 1e6) : 0
    }
}
