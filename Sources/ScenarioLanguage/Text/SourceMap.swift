import Groundwork
import LoadPlan

/// The texts of one scenario: the file that was named and those that it uses.
///
/// They are kept one behind another, so that an offset alone says which file it is in: ranges, and all that is made of
/// them, need not carry a file.
final class SourceMap {
    /// In the order in which they were read; the scenario itself is the first.
    private(set) var files: [SourceFile] = []
    /// All texts, with a line break between them.
    private(set) var bytes: [UInt8] = []
    private var bases: [Int] = []

    init(_ scenario: SourceFile) {
        add(scenario)
    }

    /// Adds a file.
    /// - Returns: the offset of its first byte.
    @discardableResult
    func add(_ file: SourceFile) -> Int {
        if !files.isEmpty { bytes.append(UInt8(ascii: "\n")) }
        bases.append(bytes.count)
        files.append(file)
        bytes += file.bytes
        return bases[bases.count - 1]
    }

    /// The scenario's path.
    var path: String { files[0].path }

    /// The file that holds an offset, and the offset within it.
    private func locate(_ offset: Int) -> (file: SourceFile, offset: Int) {
        let index = max(0, (bases.firstIndex { $0 > offset } ?? bases.count) - 1)
        return (files[index], offset - bases[index])
    }

    /// Path of the file that holds an offset.
    func path(at offset: Int) -> String { locate(offset).file.path }

    /// Whether an offset lies in the scenario itself.
    func isScenario(_ offset: Int) -> Bool { bases.count < 2 || offset < bases[1] }

    /// File, line and column of a byte.
    func place(at offset: Int) -> Place {
        let (file, offset) = locate(offset)
        return file.place(at: offset)
    }

    /// `line 12`, or `line 12 of common.zonda` in another file than the scenario.
    func line(_ offset: Int) -> String {
        let place = place(at: offset)
        return isScenario(offset) ? "line \(place.line)" : "line \(place.line) of \(place.file)"
    }

    /// The span of a range; a range over several lines is cut at the end of its first.
    func span(_ range: TextRange) -> Span {
        let (file, offset) = locate(range.start)
        return file.span(TextRange(offset, offset + range.end - range.start))
    }

    /// The text of a range.
    func text(_ range: TextRange) -> String {
        let (file, offset) = locate(range.start)
        return file.text(TextRange(offset, offset + range.end - range.start))
    }

    /// A range cut at the end of its first line.
    func firstLine(of range: TextRange) -> TextRange {
        let (file, offset) = locate(range.start)
        let end = file.byteRange(ofLine: file.lineNumber(at: offset)).upperBound
        return TextRange(range.start, min(range.end, range.start - offset + end))
    }

    /// Where a file comes among the texts; those that are none of them come last.
    func order(of path: String) -> Int { files.firstIndex { $0.path == path } ?? files.count }
}
