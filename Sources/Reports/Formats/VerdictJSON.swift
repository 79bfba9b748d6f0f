public import Groundwork
public import SLOAnalysis

/// `verdict.json`: the verdict as a value, keys in order, so that it can be compared and kept in git.
/// `docs/schema/verdict.schema.json` describes it.
public enum VerdictJSON {
    /// The version of this shape. Files of the first versions have no number; their shape is that of 1.
    private static let version = SchemaVersion(1, unstated: 1)

    /// The verdict's own members with the version of the shape beside them.
    private struct Document: Encodable {
        var verdict: Verdict

        enum CodingKeys: String, CodingKey {
            case schema
        }

        func encode(to encoder: any Encoder) throws {
            try verdict.encode(to: encoder)
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(version.newest, forKey: .schema)
        }
    }

    /// The verdict as JSON (RFC 8259). Figures that JSON cannot hold are written as the texts `inf`, `-inf` and `nan`.
    public static func bytes(_ verdict: Verdict) throws(CanonicalJSONError) -> [UInt8] {
        try CanonicalJSON.bytes(Document(verdict: verdict))
    }

    /// Reads what ``bytes(_:)`` wrote, in this version or an earlier one.
    public static func read(_ bytes: [UInt8]) throws(CanonicalJSONError) -> Verdict {
        try CanonicalJSON.decode(Verdict.self, from: bytes, version: version)
    }
}
