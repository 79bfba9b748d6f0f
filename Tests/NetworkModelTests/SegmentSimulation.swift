import Groundwork
import LoadPlan

/// TCP segment by segment and acknowledgement by acknowledgement, on a line of constant round trip that loses segments:
/// slow start and congestion avoidance (RFC 5681), selective acknowledgements (RFC 6675), the retransmission timer
/// (RFC 6298). Slow and obvious; the model counts flights instead. Milliseconds.
struct SegmentSimulation {
    private enum Event {
        case data(Int)
        case acknowledgement(Int)
        case timer
    }

    private let roundTrip: Double
    private let loss: Double
    private let timeout: Double
    private var random: SeededRandom
    private var data: ArraySlice<(time: Double, segment: Int)> = []
    private var acknowledgements: ArraySlice<(time: Double, segment: Int)> = []
    private var expiry = Double.infinity
    private var now = 0.0

    private var arrived: [Bool]
    private var acknowledged: [Bool]
    private var isLost: [Bool]
    private var isRepeated: [Bool]
    private var missing: Int
    /// Every segment before this one is acknowledged.
    private var first = 0
    private var next = 0
    private var highest = -1
    private var window = 10.0
    private var threshold = Double.infinity
    /// Losses before this segment belong to one that is known.
    private var recovery = 0
    private var recovers = false
    private var backoff = 1.0

    /// How long an answer of so many segments takes from when its first segment would be there until all are.
    static func time(segments: Int, roundTrip: Double, loss: Double, timeout: Double, seed: UInt64) -> Double {
        var simulation = Self(segments, roundTrip, loss, timeout, SeededRandom(seed: seed))
        return simulation.run()
    }

    private init(_ segments: Int, _ roundTrip: Double, _ loss: Double, _ timeout: Double, _ random: SeededRandom) {
        self.roundTrip = roundTrip
        self.loss = loss
        self.timeout = timeout
        self.random = random
        arrived = [Bool](repeating: false, count: segments)
        acknowledged = arrived
        isLost = arrived
        isRepeated = arrived
        missing = segments
    }

    private mutating func run() -> Double {
        send()
        startTimer()
        while let event = nextEvent() {
            switch event {
            case .data(let segment):
                if !arrived[segment] { missing -= 1 }
                arrived[segment] = true
                if missing == 0 { return now - roundTrip / 2 }
                acknowledgements.append((now + roundTrip / 2, segment))
            case .acknowledgement(let segment): acknowledge(segment)
            case .timer: expire()
            }
        }
        return .infinity
    }

    /// What comes next; a line of constant round trip keeps the order.
    private mutating func nextEvent() -> Event? {
        let segment = data.first?.time ?? .infinity
        let acknowledgement = acknowledgements.first?.time ?? .infinity
        now = min(segment, acknowledgement, expiry)
        if now == .infinity { return nil }
        if now == segment { return data.popFirst().map { .data($0.segment) } }
        if now == acknowledgement { return acknowledgements.popFirst().map { .acknowledgement($0.segment) } }
        return .timer
    }

    private mutating func startTimer() {
        expiry = now + timeout * backoff
    }

    private mutating func transmit(_ segment: Int) {
        if random.unit() >= loss { data.append((now + roundTrip / 2, segment)) }
    }

    /// Sends what the window lets: repetitions first.
    private mutating func send() {
        var onTheWay = 0
        for index in first..<next where !acknowledged[index] && (!isLost[index] || isRepeated[index]) { onTheWay += 1 }
        while onTheWay < Int(window) {
            if let lost = (first..<next).first(where: { isLost[$0] && !isRepeated[$0] && !acknowledged[$0] }) {
                isRepeated[lost] = true
                transmit(lost)
            } else if next < arrived.count {
                transmit(next)
                next += 1
            } else {
                return
            }
            onTheWay += 1
        }
    }

    private mutating func acknowledge(_ segment: Int) {
        let flight = next - first
        let before = first
        acknowledged[segment] = true
        highest = max(highest, segment)
        while first < next, acknowledged[first] { first += 1 }
        var later = 0
        var noticed = false
        for index in stride(from: highest, through: first, by: -1) {
            if acknowledged[index] {
                later += 1
            } else if later >= 3, !isLost[index] {
                isLost[index] = true
                noticed = noticed || index >= recovery
            }
        }
        if noticed {
            threshold = max(2, Double((next - first) / 2))
            window = threshold
            recovery = next
            recovers = true
        } else if recovers, first >= recovery {
            recovers = false
            window = threshold
        } else if !recovers, window < Double(2 * flight) {
            window += window < threshold ? 1 : 1 / window
        }
        send()
        if first > before {
            backoff = 1
            startTimer()
        }
    }

    private mutating func expire() {
        threshold = max(2, Double((next - first) / 2))
        window = 1
        recovery = next
        recovers = false
        for index in first..<next where !acknowledged[index] {
            isLost[index] = true
            isRepeated[index] = false
        }
        backoff = min(backoff * 2, 16)
        send()
        startTimer()
    }
}
