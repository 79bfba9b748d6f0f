import Groundwork
import LoadPlan

/// A text that diagnostics point into: a scenario, an objectives file, a data file.
public struct SourceFile: Sendable {
    /// Path as the user named it.
    public let path: String
    /// The whole text, UTF-8.
    public let bytes: [UInt8]
    /// Offset of the first byte of each line.
    let lineStarts: [Int]

    /// Past this many bytes a line's columns are counted in bytes, so that a huge line costs no quadratic time.
    static let longLine = 4096

    /// A text under its path.
    public init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
        var starts = [0]
        for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") { starts.append(offset + 1) }
        lineStarts = starts
    }

    /// How many lines there are.
    public var lineCount: Int { lineStarts.count }

    /// The text of a line, from 1, without its line break; empty outside the file.
    public func line(_ number: Int) -> String {
        String(decoding: bytes[byteRange(ofLine: number)], as: UTF8.self)
    }

    func byteRange(ofLine number: Int) -> Range<Int> {
        guard number >= 1, number <= lineStarts.count else { return 0..<0 }
        let start = lineStarts[number - 1]
        var end = number < lineStarts.count ? lineStarts[number] - 1 : bytes.count
        if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
        return start..<max(start, end)
    }

    /// Line number, from 1, of a byte.
    func lineNumber(at offset: Int) -> Int {
        var low = 0
        var high = lineStarts.count - 1
        while low < high {
            let middle = (low + high + 1) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle - 1 }
        }
        return low + 1
    }

    /// Line and column of a byte.
    func place(at offset: Int) -> Place {
        let offset = min(max(0, offset), bytes.count)
        let number = lineNumber(at: offset)
        return Place(file: path, line: number, column: characters(lineStarts[number - 1]..<offset) + 1)
    }

    /// The span of a range; a range over several lines is cut at the end of its first.
    func span(_ range: TextRange) -> Span {
        let place = place(at: range.start)
        let end = min(range.end, byteRange(ofLine: place.line).upperBound)
        let length = end > range.start ? characters(min(range.start, bytes.count)..<end) : 1
        return Span(file: path, line: place.line, column: place.column, length: max(1, length))
    }

    /// The text of a range.
    func text(_ range: TextRange) -> String {
        let start = min(max(0, range.start), bytes.count)
        return String(decoding: bytes[start..<min(max(start, range.end), bytes.count)], as: UTF8.self)
    }

    private func characters(_ range: Range<Int>) -> Int {
        guard range.count <= Self.longLine, bytes[range].contains(where: { $0 >= 0x80 }) else { return range.count }
        return String(decoding: bytes[range], as: UTF8.self).count
    }

    /// The first line that is not UTF-8, if any.
    var firstInvalidLine: Int? {
        guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
        let bad = (1...lineStarts.count).first { number in
            String(validating: bytes[byteRange(ofLine: number)], as: UTF8.self) == nil
        }
        return bad ?? lineStarts.count
    }
}
