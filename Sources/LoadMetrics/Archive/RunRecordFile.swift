import Foundation

/// `run.json` and the timeline's lines as bytes.
enum RunRecordFile {
    /// The record as JSON, keys in order.
    static func bytes(_ record: RunRecord, path: String) throws(ArchiveError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encode(record, encoder, path) + [UInt8(ascii: "\n")]
    }

    /// A tick as one line of JSON, without the line's end.
    static func line(_ tick: TimelineTick, path: String) throws(ArchiveError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encode(tick, encoder, path)
    }

    private static func encode(
        _ value: some Encodable,
        _ encoder: JSONEncoder,
        _ path: String
    ) throws(ArchiveError) -> [UInt8] {
        do {
            return Array(try encoder.encode(value))
        } catch {
            // Only a figure that JSON has no spelling for can cause it.
            throw .unwritable(path: path, reason: "a figure is infinite or not a number")
        }
    }

    /// Reads `run.json`: the version first, so that a newer shape is named as such.
    static func record(_ bytes: [UInt8], path: String) throws(ArchiveError) -> RunRecord {
        struct Version: Decodable {
            var schema: Int
        }
        let schema = try decode(Version.self, bytes, path).schema
        guard schema <= RunRecord.schemaVersion else { throw .newer(path: path, schema: schema) }
        return try decode(RunRecord.self, bytes, path)
    }

    /// Reads JSON.
    static func decode<Value: Decodable>(
        _ type: Value.Type,
        _ bytes: [UInt8],
        _ path: String
    ) throws(ArchiveError) -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(bytes))
        } catch let error as DecodingError {
            throw .malformed(path: path, reason: words(error))
        } catch {
            throw .malformed(path: path, reason: "it is not JSON")
        }
    }

    private static func words(_ error: DecodingError) -> String {
        func place(_ context: DecodingError.Context, _ last: (any CodingKey)? = nil) -> String {
            (context.codingPath + (last.map { [$0] } ?? [])).map { $0.intValue.map(String.init) ?? $0.stringValue }
                .joined(separator: ".")
        }
        switch error {
        case .keyNotFound(let key, let context): return "\"\(place(context, key))\" is missing"
        case .typeMismatch(_, let context): return "\"\(place(context))\" is of another type"
        case .valueNotFound(_, let context): return "\"\(place(context))\" is null"
        case .dataCorrupted(let context):
            return context.codingPath.isEmpty
                ? "it is not JSON, or a number in it is out of range" : "\"\(place(context))\" cannot be read"
        @unknown default: return "it is not JSON"
        }
    }
}
