public import Groundwork

/// A level over time made of straight pieces: users that should be active, or arrivals a second.
///
/// Everything is a pure function of time since the start of the load; nothing here reads a clock.
public struct LoadCurve: Sendable, Hashable {
    /// One straight piece.
    public struct Piece: Sendable, Hashable {
        /// Level at its start.
        public var from: Double
        /// Level at its end.
        public var to: Double
        /// Its length.
        public var duration: Nanoseconds

        /// A straight piece; levels are not negative.
        public init(from: Double, to: Double, duration: Nanoseconds) {
            self.from = max(0, from)
            self.to = max(0, to)
            self.duration = duration
        }
    }

    /// The pieces in order.
    public let pieces: [Piece]
    /// When each piece begins, and at the end the whole length.
    public let starts: [Nanoseconds]
    /// The area under the curve (level × seconds) before each piece, and at the end the whole area.
    public let areas: [Double]

    /// A curve of these pieces.
    public init(_ pieces: [Piece]) {
        self.pieces = pieces
        var starts: [Nanoseconds] = [0]
        var areas: [Double] = [0]
        for piece in pieces {
            starts.append(starts[starts.count - 1] &+ piece.duration)
            areas.append(areas[areas.count - 1] + (piece.from + piece.to) / 2 * piece.duration.inSeconds)
        }
        self.starts = starts
        self.areas = areas
    }

    /// Its whole length.
    public var duration: Nanoseconds { starts[starts.count - 1] }

    /// The whole area: for a rate, how many arrivals there will be.
    public var area: Double { areas[areas.count - 1] }

    /// The highest level reached.
    public var peak: Double { pieces.reduce(0) { max($0, $1.from, $1.to) } }

    /// The level at `time`; 0 past the end. At a jump the later piece counts.
    public func level(at time: Nanoseconds) -> Double {
        for (index, piece) in pieces.enumerated() where time < starts[index + 1] {
            let share = Double(time - starts[index]) / Double(piece.duration)
            return piece.from + (piece.to - piece.from) * share
        }
        return 0
    }

    /// Λ(t): the area under the curve up to `time`.
    public func area(until time: Nanoseconds) -> Double {
        for (index, piece) in pieces.enumerated() where time < starts[index + 1] {
            let seconds = (time - starts[index]).inSeconds
            let length = piece.duration.inSeconds
            return areas[index] + piece.from * seconds + (piece.to - piece.from) * seconds * seconds / (2 * length)
        }
        return area
    }

    /// Λ⁻¹(s): when the area under the curve reaches `target`, or `nil` when it never does.
    ///
    /// A constant piece is computed in one step from its own start, so no rounded period is ever added up. On a ramp
    /// a→b over d the time solves `a·x + (b−a)·x²/(2d) = Δs`, in the form `2Δs / (a + √(a² + 2(b−a)Δs/d))`, which is
    /// stable for ramps up and down.
    public func time(ofArea target: Double) -> Nanoseconds? {
        guard target >= 0, target < area else { return nil }
        // The last piece that begins at or below the target and has any area of its own.
        var low = 0
        var high = pieces.count - 1
        while low < high {
            let middle = (low + high + 1) / 2
            if areas[middle] <= target { low = middle } else { high = middle - 1 }
        }
        let piece = pieces[low]
        let rest = target - areas[low]
        let slope = (piece.to - piece.from) / piece.duration.inSeconds
        let root = (piece.from * piece.from + 2 * slope * rest).squareRoot()
        guard root.isFinite, piece.from + root > 0 else { return starts[low] }
        let seconds = 2 * rest / (piece.from + root)
        return min(starts[low] &+ Nanoseconds(clampingSeconds: seconds), starts[low + 1])
    }

    /// The moments at which the level, rounded to whole users, first lets user `number` (from 0) be active and at which
    /// it no longer does, in turn: `[start, stop, start, …]`. User *n* is active while the level is above *n*.
    public func changes(ofUser number: Int) -> [Nanoseconds] {
        // Half a user is enough, so a ramp 0 → 10 reaches its tenth user before its last instant.
        let threshold = Double(number) + 0.5
        var changes: [Nanoseconds] = []
        var active = false
        for (index, piece) in pieces.enumerated() {
            if (piece.from >= threshold) != active {
                changes.append(starts[index])
                active.toggle()
            }
            if (piece.to >= threshold) != active {
                let share = (threshold - piece.from) / (piece.to - piece.from)
                changes.append(starts[index] &+ Nanoseconds(Double(piece.duration) * min(max(share, 0), 1)))
                active.toggle()
            }
        }
        if active { changes.append(duration) }
        return changes
    }
}
