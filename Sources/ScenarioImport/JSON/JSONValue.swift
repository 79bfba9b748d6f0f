/// A JSON value (RFC 8259) as it was written: members keep their order, numbers their digits.
enum JSONValue: Equatable, Sendable {
    case null
    case bool(Bool)
    /// A number in its own spelling.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([JSONMember])

    /// A member's value; of several with the same name the last, as most readers have it.
    subscript(_ name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.last { $0.name == name }?.value
    }

    /// The members, or none where it is no object.
    var members: [JSONMember] {
        if case .object(let members) = self { members } else { [] }
    }

    /// The items, or none where it is no array.
    var items: [JSONValue] {
        if case .array(let items) = self { items } else { [] }
    }

    var isObject: Bool { if case .object = self { true } else { false } }
    var isArray: Bool { if case .array = self { true } else { false } }
    var string: String? { if case .string(let text) = self { text } else { nil } }
    var bool: Bool? { if case .bool(let value) = self { value } else { nil } }

    /// A finite number.
    var double: Double? {
        guard case .number(let digits) = self, let value = Double(digits), value.isFinite else { return nil }
        return value
    }

    /// A whole number; a fraction is cut, and what is too large is no number.
    var int: Int? {
        guard case .number(let digits) = self else { return nil }
        return Int(digits) ?? double.flatMap { Int(exactly: $0.rounded(.towardZero)) }
    }

    /// What a scalar is as text: `"a"` is a, 7 is 7; `nil` for null, arrays and objects.
    var scalarText: String? {
        switch self {
        case .string(let text): text
        case .number(let digits): digits
        case .bool(let value): value ? "true" : "false"
        case .null, .array, .object: nil
        }
    }
}

/// One `"name": value` of an object.
struct JSONMember: Equatable, Sendable {
    var name: String
    var value: JSONValue
}
