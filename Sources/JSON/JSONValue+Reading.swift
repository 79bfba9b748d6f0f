extension JSONValue {
    /// Reads a text that is one JSON value (RFC 8259). A byte order mark before it is passed over, since files may have
    /// one; offsets of errors count it.
    public init(reading bytes: [UInt8]) throws(JSONError) {
        let mark = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let result = bytes.withUnsafeBytes { all -> Result<JSONValue, JSONError> in
            let text = UnsafeRawBufferPointer(rebasing: all[mark...])
            do throws(JSONError) {
                return .success(try JSONValue(text))
            } catch {
                return .failure(JSONError(error.problem, at: error.offset + mark))
            }
        }
        self = try result.get()
    }

    /// The value that a text holds; `nil` where it is not JSON.
    public init?(text: String) {
        do throws(JSONError) { try self.init(reading: Array(text.utf8)) } catch { return nil }
    }

    private init(_ text: UnsafeRawBufferPointer) throws(JSONError) {
        var builder = JSONTreeBuilder(text)
        try JSONLexer(text).walkWhole(&builder)
        guard let root = builder.root else { throw JSONError(.unexpectedEnd, at: 0) }
        self = root
    }
}

extension JSONError {
    /// The line of the text that the offset is in, from 1.
    public func line(in text: [UInt8]) -> Int {
        1 + text.prefix(max(0, offset)).count { $0 == UInt8(ascii: "\n") }
    }
}
