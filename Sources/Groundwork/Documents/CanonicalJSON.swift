import Foundation

/// JSON (RFC 8259) as every file of a run and every answer for programs has it: members in alphabetical order, slashes
/// as they are, the same bytes each time for the same value.
///
/// JSON has no spelling for infinite figures and for not-a-number: they are the texts `inf`, `-inf` and `nan`, and are
/// read back from them. A counter that overflows loses its figure, never the record around it.
public enum CanonicalJSON {
    /// How a value is laid out.
    public enum Layout: Sendable {
        /// A member a line, for files that people read and compare; with a line feed at the end.
        case document
        /// One line, without its end.
        case line
    }

    /// A value as UTF-8.
    public static func bytes(
        _ value: some Encodable,
        _ layout: Layout = .document
    ) throws(CanonicalJSONError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        if layout == .document { encoder.outputFormatting.insert(.prettyPrinted) }
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf",
            negativeInfinity: "-inf",
            nan: "nan"
        )
        do {
            return Array(try encoder.encode(value)) + (layout == .document ? [UInt8(ascii: "\n")] : [])
        } catch {
            throw .unwritable(reason: reason(error))
        }
    }

    /// A value as text, as ``bytes(_:_:)`` writes it.
    public static func text(_ value: some Encodable, _ layout: Layout = .document) throws(CanonicalJSONError) -> String
    {
        String(decoding: try bytes(value, layout), as: UTF8.self)
    }

    /// Reads a value of a shape that has no version of its own.
    public static func decode<Value: Decodable>(
        _ type: Value.Type,
        from bytes: [UInt8]
    ) throws(CanonicalJSONError) -> Value {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf",
            negativeInfinity: "-inf",
            nan: "nan"
        )
        do {
            return try decoder.decode(type, from: Data(bytes))
        } catch {
            throw .malformed(reason: reason(error))
        }
    }

    /// Reads a value, its version first: a newer shape is named as such rather than by the first member that differs.
    public static func decode<Value: Decodable>(
        _ type: Value.Type,
        from bytes: [UInt8],
        version: SchemaVersion
    ) throws(CanonicalJSONError) -> Value {
        try version.check(decode([String: SchemaVersion.Number].self, from: bytes))
        return try decode(type, from: bytes)
    }

    private static func reason(_ error: any Error) -> String {
        switch error {
        case DecodingError.keyNotFound(let key, let context): "\"\(place(context, key))\" is missing"
        case DecodingError.typeMismatch(_, let context):
            context.codingPath.isEmpty ? "it holds another kind of value" : "\"\(place(context))\" is of another type"
        case DecodingError.valueNotFound(_, let context): "\"\(place(context))\" is null"
        case DecodingError.dataCorrupted(let context):
            context.codingPath.isEmpty
                ? "it is not JSON, or a number in it is out of range" : "\"\(place(context))\" cannot be read"
        case EncodingError.invalidValue(_, let context): "\"\(place(context))\" cannot be written"
        default: "it is not JSON"
        }
    }

    private static func place(_ context: DecodingError.Context, _ last: any CodingKey) -> String {
        place(context.codingPath + [last])
    }

    private static func place(_ context: DecodingError.Context) -> String { place(context.codingPath) }

    private static func place(_ context: EncodingError.Context) -> String { place(context.codingPath) }

    private static func place(_ path: [any CodingKey]) -> String {
        path.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
    }
}
