/// Why a text is no JSON.
struct JSONFailure: Error, Equatable {
    /// Line, from 1.
    var line: Int
    /// What is wrong there.
    var reason: String
}

/// Reads JSON (RFC 8259) in one pass, with a limit on nesting so that no input exhausts the stack.
struct JSONReader {
    /// Arrays and objects may stand this deep in each other.
    static let depthLimit = 200

    private let bytes: [UInt8]
    private var position = 0

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    /// The value that the bytes hold, and nothing behind it.
    static func read(_ bytes: [UInt8]) throws(JSONFailure) -> JSONValue {
        var reader = JSONReader(bytes)
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw JSONFailure(line: 1, reason: "the text is not UTF-8")
        }
        let value = try reader.value(depth: 0)
        reader.skipBlanks()
        guard reader.position == bytes.count else { throw reader.failure("something follows the value") }
        return value
    }

    /// The value that a text holds, or `nil` where it is no JSON.
    static func read(text: String) -> JSONValue? { try? read(Array(text.utf8)) }

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private func failure(_ reason: String) -> JSONFailure {
        let end = min(position, bytes.count)
        return JSONFailure(line: 1 + bytes[..<end].count { $0 == UInt8(ascii: "\n") }, reason: reason)
    }

    private mutating func skipBlanks() {
        while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private mutating func value(depth: Int) throws(JSONFailure) -> JSONValue {
        skipBlanks()
        switch peek {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case let byte? where byte == UInt8(ascii: "-") || Self.isDigit(byte): return .number(try number())
        case nil: throw failure(bytes.isEmpty ? "it is empty" : "it ends too early")
        default: throw failure("a value is missing")
        }
    }

    private mutating func word(_ text: String, _ value: JSONValue) throws(JSONFailure) -> JSONValue {
        guard bytes[position...].starts(with: text.utf8) else { throw failure("a value is missing") }
        position += text.utf8.count
        return value
    }

    private mutating func open(_ depth: Int) throws(JSONFailure) {
        guard depth < Self.depthLimit else { throw failure("it is nested more than \(Self.depthLimit) deep") }
        position += 1
        skipBlanks()
    }

    private mutating func array(depth: Int) throws(JSONFailure) -> JSONValue {
        try open(depth)
        var items: [JSONValue] = []
        if peek == UInt8(ascii: "]") {
            position += 1
            return .array(items)
        }
        while true {
            items.append(try value(depth: depth + 1))
            if try endOfItem(UInt8(ascii: "]")) { return .array(items) }
        }
    }

    private mutating func object(depth: Int) throws(JSONFailure) -> JSONValue {
        try open(depth)
        var members: [JSONMember] = []
        if peek == UInt8(ascii: "}") {
            position += 1
            return .object(members)
        }
        while true {
            skipBlanks()
            guard peek == UInt8(ascii: "\"") else { throw failure("a name in quotes is missing") }
            let name = try string()
            skipBlanks()
            guard peek == UInt8(ascii: ":") else { throw failure("a colon is missing") }
            position += 1
            members.append(JSONMember(name: name, value: try value(depth: depth + 1)))
            if try endOfItem(UInt8(ascii: "}")) { return .object(members) }
        }
    }

    /// Takes the comma, or the closing bracket: then it is the end.
    private mutating func endOfItem(_ close: UInt8) throws(JSONFailure) -> Bool {
        skipBlanks()
        guard let byte = peek, byte == close || byte == UInt8(ascii: ",") else {
            throw failure(peek == nil ? "it ends too early" : "a comma or a closing bracket is missing")
        }
        position += 1
        return byte == close
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    private mutating func digits() -> Int {
        let start = position
        while let byte = peek, Self.isDigit(byte) { position += 1 }
        return position - start
    }

    private mutating func number() throws(JSONFailure) -> String {
        let start = position
        if peek == UInt8(ascii: "-") { position += 1 }
        let zero = peek == UInt8(ascii: "0")
        let whole = digits()
        guard whole > 0, !zero || whole == 1 else { throw failure("a number goes wrong") }
        if peek == UInt8(ascii: ".") {
            position += 1
            guard digits() > 0 else { throw failure("a number goes wrong") }
        }
        if let byte = peek, byte | 0x20 == UInt8(ascii: "e") {
            position += 1
            if let sign = peek, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { position += 1 }
            guard digits() > 0 else { throw failure("a number goes wrong") }
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func string() throws(JSONFailure) -> String {
        position += 1
        var result = ""
        var start = position
        while let byte = peek, byte != UInt8(ascii: "\"") {
            guard byte >= 0x20 else { throw failure("a control character in a string") }
            if byte == UInt8(ascii: "\\") {
                result += String(decoding: bytes[start..<position], as: UTF8.self)
                result.unicodeScalars.append(try escape())
                start = position
            } else {
                position += 1
            }
        }
        guard peek != nil else { throw failure("a string does not end") }
        result += String(decoding: bytes[start..<position], as: UTF8.self)
        position += 1
        return result
    }

    private mutating func escape() throws(JSONFailure) -> Unicode.Scalar {
        position += 1
        defer { position += 1 }
        switch peek {
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case let byte? where "\"\\/".utf8.contains(byte): return Unicode.Scalar(byte)
        case UInt8(ascii: "u"): return try unicodeEscape()
        default: throw failure("an unknown escape in a string")
        }
    }

    /// `\u00E1`, or a pair of surrogates; a lone one becomes U+FFFD. Ends on its last digit.
    private mutating func unicodeEscape() throws(JSONFailure) -> Unicode.Scalar {
        let high = try hex4()
        if let scalar = Unicode.Scalar(high) { return scalar }
        guard high < 0xDC00, position + 2 < bytes.count, bytes[position + 1] == UInt8(ascii: "\\"),
            bytes[position + 2] == UInt8(ascii: "u")
        else { return "\u{FFFD}" }
        let before = position
        position += 2
        let low = try hex4()
        guard (0xDC00...0xDFFF).contains(low) else {
            position = before
            return "\u{FFFD}"
        }
        return Unicode.Scalar(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)) ?? "\u{FFFD}"
    }

    private mutating func hex4() throws(JSONFailure) -> UInt32 {
        guard position + 4 < bytes.count,
            let value = UInt32(String(decoding: bytes[position + 1...position + 4], as: UTF8.self), radix: 16)
        else { throw failure("an unknown escape in a string") }
        position += 4
        return value
    }
}
