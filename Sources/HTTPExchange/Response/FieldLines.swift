/// The header lines in a piece of a head, as ``ResponseParser`` hands them over: whole lines with their line breaks.
public struct FieldLines: IteratorProtocol, Sequence {
    /// One line.
    public struct Line {
        /// Its name as it was sent.
        public let name: UnsafeRawBufferPointer
        /// Its value without blanks around it. A folded one still holds its line breaks, which count as blanks.
        public let value: UnsafeRawBufferPointer

        /// Whether the name is this one, which is given in lower case.
        public func isNamed(_ lowerCase: StaticString) -> Bool { name.isEqual(ignoringCase: lowerCase) }
    }

    private var rest: UnsafeRawBufferPointer

    /// The lines of a piece.
    public init(_ piece: UnsafeRawBufferPointer) {
        rest = piece
    }

    /// The next line; what has no colon, the status line and the empty one are passed over.
    public mutating func next() -> Line? {
        while rest.count > 0 {
            var end = 0
            repeat {
                while end < rest.count, rest[end] != .lineFeed { end += 1 }
                end += 1
            } while end < rest.count && rest[end].isBlank
            end = Swift.min(end, rest.count)
            let line = rest.slice(0, end)
            rest = rest.slice(end, rest.count)
            var colon = 0
            while colon < line.count, line[colon] != .colon { colon += 1 }
            guard colon < line.count, !line.hasPrefix(ignoringCase: "http/") else { continue }
            return Line(name: line.slice(0, colon), value: line.slice(colon + 1, line.count).trimmed())
        }
        return nil
    }

    /// Puts blanks in the place of the line breaks inside headers that go on in a second line, which is how a client must
    /// read them (RFC 9112 section 5.2).
    public static func unfold(_ lines: UnsafeMutableRawBufferPointer) {
        guard lines.count > 2 else { return }
        for index in 1..<(lines.count - 1) where lines[index] == .lineFeed && lines[index + 1].isBlank {
            lines[index] = .space
            if lines[index - 1] == .carriageReturn { lines[index - 1] = .space }
        }
    }
}
