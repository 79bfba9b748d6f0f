/// Reads the part of a tick's line that grows with the run: the counts by series, as this tool writes them.
///
/// A general JSON decoder takes microseconds for each count, and an hour's run has hundreds of thousands. Whatever is
/// not written exactly as the tool does is left to that decoder.
struct TickSeriesScanner {
    private static let key = Array("\"series\":[".utf8)
    private let line: ArraySlice<UInt8>
    private var position: Int

    /// The counts of a line, and the line with an empty list in their place; nil where it is written in another way.
    static func split(_ line: ArraySlice<UInt8>) -> (counts: [TimelineTick.SeriesCount], rest: [UInt8])? {
        guard let start = line.firstRange(of: key)?.upperBound else { return nil }
        var scanner = TickSeriesScanner(line: line, position: start)
        guard let counts = scanner.counts() else { return nil }
        return (counts, Array(line[..<start]) + line[(scanner.position - 1)...])
    }

    /// `{"b":[1],"n":100,"s":0,"v":[0]},…]`, keys in order and no blanks.
    private mutating func counts() -> [TimelineTick.SeriesCount]? {
        var counts: [TimelineTick.SeriesCount] = []
        if take("]") { return counts }
        repeat {
            guard take("{"), take("\"b\":"), let beyond = numbers(), take(","), take("\"n\":"), let count = number(),
                take(","), take("\"s\":"), let series = number(), take(","), take("\"v\":"),
                let serviceBeyond = numbers(), take("}")
            else { return nil }
            counts.append(
                .init(series: Int(clamping: series), count: count, beyond: beyond, serviceBeyond: serviceBeyond)
            )
        } while take(",")
        return take("]") ? counts : nil
    }

    private mutating func numbers() -> [UInt64]? {
        guard take("[") else { return nil }
        if take("]") { return [] }
        var numbers: [UInt64] = []
        repeat {
            guard let number = number() else { return nil }
            numbers.append(number)
        } while take(",")
        return take("]") ? numbers : nil
    }

    private mutating func number() -> UInt64? {
        let start = position
        var value: UInt64 = 0
        while position < line.endIndex, case let digit = line[position] &- UInt8(ascii: "0"), digit < 10 {
            // Longer numbers are out of range for any count.
            guard position - start < 18 else { return nil }
            value = value * 10 + UInt64(digit)
            position += 1
        }
        return position > start ? value : nil
    }

    private mutating func take(_ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard line.endIndex - position >= count else { return false }
        for offset in 0..<count where line[position + offset] != text.utf8Start[offset] { return false }
        position += count
        return true
    }
}
