import Digest
import Groundwork
import LoadPlan

/// What a scenario says, as one number: runs are compared only when it is equal.
///
/// Part of it are the text without comments, blank lines, indentation and target, the parameters in force, and the
/// bytes of the data files. Secrets are not: their values must not be guessable from a stored hash.
enum PlanHash {
    static func hash(
        _ source: SourceMap,
        comments: [TextRange],
        without ranges: [TextRange],
        parameters: [(name: String, value: String)],
        files: [[UInt8]]
    ) -> String {
        var content = canonical(source.bytes, without: comments + ranges)
        for parameter in parameters { content += Array("\u{0}\(parameter.name)=\(parameter.value)".utf8) }
        for file in files { content += Array("\u{0}\(Hex.text(Digest.sha256(file)))".utf8) }
        return Hex.text(Digest.sha256(content))
    }

    /// The text without some ranges, each line trimmed, empty lines dropped.
    static func canonical(_ bytes: [UInt8], without ranges: [TextRange]) -> [UInt8] {
        var kept: [UInt8] = []
        kept.reserveCapacity(bytes.count)
        var position = 0
        for range in ranges.sorted(by: { $0.start < $1.start }) {
            if range.start > position { kept += bytes[position..<min(range.start, bytes.count)] }
            position = max(position, min(range.end, bytes.count))
        }
        kept += bytes[position...]
        var result: [UInt8] = []
        result.reserveCapacity(kept.count)
        for line in kept.split(separator: UInt8(ascii: "\n")) {
            let start = line.firstIndex { !Lexer.isSpace($0) } ?? line.endIndex
            let end = line.lastIndex { !Lexer.isSpace($0) }.map { $0 + 1 } ?? start
            guard end > start else { continue }
            result += line[start..<end]
            result.append(UInt8(ascii: "\n"))
        }
        return result
    }
}
