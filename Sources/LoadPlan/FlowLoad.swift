public import Groundwork

/// The load of one flow, where each flow has a load of its own.
public struct FlowLoad: Sendable, Hashable {
    /// Index in ``Plan/flows``.
    public var flow: Int
    /// Its level over time: users that do nothing but this flow, or its arrivals a second.
    public var curve: LoadCurve

    /// A flow and its level.
    public init(flow: Int, curve: LoadCurve) {
        self.flow = flow
        self.curve = curve
    }
}

/// How many iterations a load does at most; it ends when they are done, or when its curve ends.
public enum IterationLimit: Sendable, Hashable {
    /// So many over all users, or arrivals. Users get equal parts, exact for any number of shards: the first ones one
    /// more where the number does not divide.
    case total(UInt64)
    /// So many by each user, each time it joins.
    case perUser(UInt64)
}

extension LoadCurve {
    /// The level that several curves have together.
    ///
    /// Every beginning and end of a piece of any of them becomes one of the sum, so each piece of the sum is straight
    /// and its area is the sum of theirs.
    public init(sumOf curves: [LoadCurve]) {
        let moments = Set(curves.flatMap(\.starts)).sorted()
        var pieces: [Piece] = []
        for (start, end) in zip(moments, moments.dropFirst()) {
            var piece = Piece(from: 0, to: 0, duration: end - start)
            for curve in curves {
                guard let levels = curve.levels(from: start, to: end) else { continue }
                piece.from += levels.from
                piece.to += levels.to
            }
            pieces.append(piece)
        }
        self.init(pieces)
    }

    /// The levels at the two ends of a span that no boundary cuts; `nil` past the curve's end.
    private func levels(from start: Nanoseconds, to end: Nanoseconds) -> (from: Double, to: Double)? {
        guard let index = pieces.indices.first(where: { starts[$0] <= start && end <= starts[$0 + 1] }) else {
            return nil
        }
        let piece = pieces[index]
        guard piece.duration > 0 else { return nil }
        let slope = (piece.to - piece.from) / Double(piece.duration)
        let level = { (time: Nanoseconds) in
            time == starts[index + 1] ? piece.to : piece.from + slope * Double(time - starts[index])
        }
        return (level(start), level(end))
    }

    /// The same curve until `time`, then `level` until its end; the whole length stays.
    ///
    /// The area until `time` stays too, so arrivals that come by area neither repeat nor get lost at the change.
    public func held(at level: Double, from time: Nanoseconds) -> LoadCurve {
        guard time < duration else { return self }
        return LoadCurve(upTo(time) + [Piece(from: level, to: level, duration: duration - time)])
    }

    /// The same curve until `time`, and what `other` does after it.
    public func followed(by other: LoadCurve, from time: Nanoseconds) -> LoadCurve {
        var rest: [Piece] = []
        for (index, piece) in other.pieces.enumerated() where other.starts[index + 1] > time {
            let start = max(other.starts[index], time)
            let share = Double(start - other.starts[index]) / Double(piece.duration)
            rest.append(
                Piece(
                    from: piece.from + (piece.to - piece.from) * share,
                    to: piece.to,
                    duration: other.starts[index + 1] - start
                )
            )
        }
        return LoadCurve(upTo(time) + rest)
    }

    /// The pieces before `time`, the last one cut there; a level of 0 fills up what the curve lacks.
    private func upTo(_ time: Nanoseconds) -> [Piece] {
        var kept: [Piece] = []
        for (index, piece) in pieces.enumerated() where starts[index] < time {
            guard starts[index + 1] > time else {
                kept.append(piece)
                continue
            }
            let share = Double(time - starts[index]) / Double(piece.duration)
            kept.append(
                Piece(
                    from: piece.from,
                    to: piece.from + (piece.to - piece.from) * share,
                    duration: time - starts[index]
                )
            )
        }
        if time > duration { kept.append(Piece(from: 0, to: 0, duration: time - duration)) }
        return kept
    }
}
