/// A JSON value (RFC 8259) as it was written: members keep their order, numbers their digits. For inputs that are read
/// once; answers are looked into with ``JSONScanner``.
public enum JSONValue: Equatable, Sendable {
    case null
    case bool(Bool)
    /// A number in its own spelling.
    case number(String)
    /// A string, unescaped; half a surrogate pair is U+FFFD.
    case string(String)
    case array([JSONValue])
    /// Members in the order in which their names come first. Of several with the same name only the last is kept, as in
    /// JavaScript, Python and Go.
    case object([JSONMember])

    /// A member's value; `nil` where there is none.
    public subscript(_ name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    /// The members; none of what is not an object.
    public var members: [JSONMember] {
        if case .object(let members) = self { members } else { [] }
    }

    /// The items; none of what is not an array.
    public var items: [JSONValue] {
        if case .array(let items) = self { items } else { [] }
    }

    /// Whether it is an object.
    public var isObject: Bool { if case .object = self { true } else { false } }
    /// Whether it is an array.
    public var isArray: Bool { if case .array = self { true } else { false } }
    /// The string that it is.
    public var string: String? { if case .string(let text) = self { text } else { nil } }
    /// The truth value that it is.
    public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }

    /// A finite number, as the nearest double.
    public var double: Double? {
        guard case .number(let digits) = self, let value = Double(digits), value.isFinite else { return nil }
        return value
    }

    /// A whole number; a fraction is cut, and `nil` stands for one that is too large.
    public var int: Int? {
        guard case .number(let digits) = self else { return nil }
        return Int(digits) ?? double.flatMap { Int(exactly: $0.rounded(.towardZero)) }
    }

    /// A scalar as text: `"a"` is a, 7 is 7; `nil` for null, arrays and objects.
    public var scalarText: String? {
        switch self {
        case .string(let text): text
        case .number(let digits): digits
        case .bool(let value): value ? "true" : "false"
        case .null, .array, .object: nil
        }
    }
}

/// One `"name": value` of an object.
public struct JSONMember: Equatable, Sendable {
    /// Its name, unescaped.
    public var name: String
    /// Its value.
    public var value: JSONValue

    /// A member.
    public init(name: String, value: JSONValue) {
        self.name = name
        self.value = value
    }
}
