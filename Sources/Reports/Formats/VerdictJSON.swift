import Foundation
public import SLOAnalysis

/// `verdict.json`: the verdict as a value, keys in order, so that it can be compared and kept in git.
public enum VerdictJSON {
    /// The verdict as JSON (RFC 8259). Figures that JSON cannot hold are written as the texts `inf`, `-inf` and `nan`.
    public static func bytes(_ verdict: Verdict) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf",
            negativeInfinity: "-inf",
            nan: "nan"
        )
        // A value of numbers, texts and lists has no way to fail once odd numbers have a spelling.
        guard let data = try? encoder.encode(verdict) else { return Array("{}\n".utf8) }
        return Array(data) + [10]
    }

    /// Reads what ``bytes(_:)`` wrote.
    public static func read(_ bytes: [UInt8]) throws -> Verdict {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf",
            negativeInfinity: "-inf",
            nan: "nan"
        )
        return try decoder.decode(Verdict.self, from: Data(bytes))
    }
}
