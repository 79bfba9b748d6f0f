/// Puts a log's requests together into sessions, and counts which shapes sessions have.
struct SessionTable {
    /// A pause longer than this begins a new session: what web analytics use.
    static let gap = 30 * 60_000
    /// Templates of one session that are looked at.
    static let longest = 20
    private static let openLimit = 100_000
    private static let shapeLimit = 20_000

    /// One step of a session; equal ones that follow each other are one.
    private struct Visit {
        var template: Int32
        var rounds: Int32 = 1
        /// The pause before it, and between its rounds, in milliseconds.
        var pause: Int32
        var inner: [Int32] = []
    }

    private struct Session {
        var last: Int
        var visits: [Visit] = []
        var isCut = false
    }

    /// Sessions of one shape.
    struct Shape {
        var templates: [Int32]
        var count = 0
        /// Rounds of each step, added up.
        var rounds: [Int]
        /// Pauses before each step, and between its rounds.
        var pauses: [Sampled]
        var inner: [Sampled]
    }

    private var open: [UInt64: Session] = [:]
    private var shapes: [[Int32]: Shape] = [:]
    private var lastSweep = Int.min
    /// Sessions that are closed before shapes are looked through again for rare ones.
    private var untilRareAreForgotten = 0
    /// How many sessions and shapes were looked at to make room: what limits cost.
    private(set) var looked = 0
    /// Sessions that were longer than what is looked at.
    private(set) var cut = 0
    private(set) var sessions = 0
    /// Sessions whose shape was rare when there were too many shapes.
    private(set) var forgotten = 0

    /// Adds a request.
    /// - Returns: whether it begins a session.
    mutating func add(_ request: LogRequest, template: Int) -> Bool {
        sweep(now: request.end)
        let key = Self.key(request.address, request.agent)
        let template = Int32(clamping: template)
        guard var session = open[key], request.end &- session.last <= Self.gap else {
            if let old = open[key] { close(old) }
            open[key] = Session(last: request.end, visits: [Visit(template: template, pause: 0)])
            return true
        }
        let pause = Int32(clamping: max(0, request.end &- session.last &- request.duration))
        session.last = max(session.last, request.end)
        if let last = session.visits.last, last.template == template {
            session.visits[session.visits.count - 1].rounds &+= 1
            if last.inner.count < 8 { session.visits[session.visits.count - 1].inner.append(pause) }
        } else if session.visits.count < Self.longest {
            session.visits.append(Visit(template: template, pause: pause))
        } else {
            session.isCut = true
        }
        open[key] = session
        return false
    }

    /// FNV-1a over address and agent.
    private static func key(_ address: String, _ agent: String) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in address.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        hash = (hash ^ 0xFF) &* 0x100_0000_01B3
        for byte in agent.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return hash
    }

    /// Closes sessions that are over, now and then, and the oldest where too many are open.
    private mutating func sweep(now: Int) {
        guard open.count >= Self.openLimit || lastSweep == Int.min || now &- lastSweep > Self.gap else { return }
        lastSweep = now
        looked += open.count
        for (key, session) in open where now &- session.last > Self.gap {
            close(session)
            open[key] = nil
        }
        guard open.count >= Self.openLimit else { return }
        looked += open.count
        let middle = open.values.map(\.last).sorted()[open.count / 2]
        for (key, session) in open where session.last <= middle {
            close(session)
            open[key] = nil
        }
    }

    private mutating func close(_ session: Session) {
        sessions += 1
        if session.isCut { cut += 1 }
        untilRareAreForgotten -= 1
        let key = session.visits.map(\.template)
        if shapes[key] == nil {
            if shapes.count >= Self.shapeLimit {
                forgetRare()
                if shapes.count >= Self.shapeLimit {
                    forgotten += 1
                    return
                }
            }
            shapes[key] = Shape(
                templates: key,
                rounds: Array(repeating: 0, count: key.count),
                pauses: Array(repeating: Sampled(), count: key.count),
                inner: Array(repeating: Sampled(), count: key.count)
            )
        }
        guard var shape = shapes.removeValue(forKey: key) else { return }
        shape.count += 1
        for (index, visit) in session.visits.enumerated() {
            shape.rounds[index] &+= Int(visit.rounds)
            shape.pauses[index].add(visit.pause)
            for pause in visit.inner { shape.inner[index].add(pause) }
        }
        shapes[key] = shape
    }

    /// Makes room for new shapes; where most shapes are frequent, not at each new one.
    private mutating func forgetRare() {
        guard untilRareAreForgotten <= 0 else { return }
        untilRareAreForgotten = Self.shapeLimit / 2
        looked += shapes.count
        for (other, shape) in shapes where shape.count <= 1 {
            forgotten += shape.count
            shapes[other] = nil
        }
    }

    /// Ends all sessions.
    mutating func closeAll() {
        for session in open.sorted(by: { ($0.value.last, $0.key) < ($1.value.last, $1.key) }) { close(session.value) }
        open = [:]
        lastSweep = Int.min
    }

    /// Ends all sessions; the most frequent shapes, at most so many.
    mutating func finish(most: Int) -> [Shape] {
        closeAll()
        let sorted = shapes.values.sorted { left, right in
            left.count != right.count
                ? left.count > right.count : left.templates.lexicographicallyPrecedes(right.templates)
        }
        return Array(sorted.prefix(most))
    }
}

/// A few of many values, each as likely as another, always the same ones for the same input.
struct Sampled {
    private var values: [Int32] = []
    private var seen: UInt64 = 0
    private static let most = 64

    mutating func add(_ value: Int32) {
        seen &+= 1
        if values.count < Self.most { return values.append(value) }
        // SplitMix64 of the count: reservoir sampling without a generator of its own.
        var mixed = seen &* 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed ^= mixed >> 31
        let place = mixed % seen
        if place < UInt64(Self.most) { values[Int(place)] = value }
    }

    /// The value that so much of them do not exceed, or `nil` where there are none.
    func quantile(_ share: Double) -> Int? {
        guard !values.isEmpty else { return nil }
        let sorted = values.sorted()
        return Int(sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))])
    }
}
