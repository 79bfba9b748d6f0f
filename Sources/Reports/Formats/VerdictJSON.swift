import Foundation
public import SLOAnalysis

/// `verdict.json`: the verdict as a value, keys in order, so that it can be compared and kept in git.
/// `docs/schema/verdict.schema.json` describes it.
public enum VerdictJSON {
    /// The version of this shape; a reader refuses a higher one.
    public static let schemaVersion = 1

    /// The verdict's own members with the version of the shape beside them.
    private struct Document: Codable {
        var schema: Int
        var verdict: Verdict

        enum CodingKeys: String, CodingKey {
            case schema
        }

        init(_ verdict: Verdict) {
            schema = VerdictJSON.schemaVersion
            self.verdict = verdict
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            // Files of the first versions have no number; their shape is that of 1.
            schema = try container.decodeIfPresent(Int.self, forKey: .schema) ?? 1
            guard schema <= VerdictJSON.schemaVersion else {
                throw DecodingError.dataCorruptedError(
                    forKey: .schema,
                    in: container,
                    debugDescription: "schema \(schema) is newer than \(VerdictJSON.schemaVersion)"
                )
            }
            verdict = try Verdict(from: decoder)
        }

        func encode(to encoder: any Encoder) throws {
            try verdict.encode(to: encoder)
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(schema, forKey: .schema)
        }
    }

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
        guard let data = try? encoder.encode(Document(verdict)) else { return Array("{}\n".utf8) }
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
        return try decoder.decode(Document.self, from: Data(bytes)).verdict
    }
}
