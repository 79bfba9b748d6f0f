import LoadPlan

/// What is known before the run about the kind of an expression's value.
enum StaticKind: Sendable, Hashable {
    /// Known only at run time.
    case any
    case none, bool, number, text, duration, date, list

    static func of(_ value: Value) -> StaticKind {
        switch value {
        case .none: .none
        case .bool: .bool
        case .integer, .number: .number
        case .text: .text
        case .duration: .duration
        case .date: .date
        case .list: .list
        }
    }

    static func of(_ part: ResponsePart) -> StaticKind {
        switch part {
        case .status, .size, .jsonCount: .number
        case .header, .body, .regex, .cookie, .bodyDigest: .text
        case .json, .xpath: .any
        case .latency: .duration
        }
    }

    static func of(_ function: Function) -> StaticKind {
        switch function {
        case .random, .sequence, .length, .round, .timestamp, .timestampMS: .number
        case .now, .date, .parseDate: .date
        case .choice, .dni, .cuit, .phoneAR, .min, .max, .abs: .any
        case .split: .list
        case .uuid, .name, .email, .lorem, .upper, .lower, .base64, .base64URL, .base64Decode, .urlencode, .sha256,
            .hmacSHA256, .jwtSign, .join, .replace, .substring, .env, .file, .userAddress:
            .text
        }
    }

    /// With its article, for messages.
    var words: String {
        switch self {
        case .any: "a value"
        case .none: "none"
        case .bool: "true or false"
        case .number: "a number"
        case .text: "a text"
        case .duration: "a length of time"
        case .date: "a date"
        case .list: "a list"
        }
    }

    /// The kind of `a op b`, or `nil` where it has no meaning.
    static func arithmetic(_ op: BinaryOperator, _ a: StaticKind, _ b: StaticKind) -> StaticKind? {
        if a == .any || b == .any {
            // A date moved by something is a date still.
            if a == .date { return op == .plus ? .date : .any }
            return [.bool, .none, .list].contains(a) || [.bool, .none, .list].contains(b) ? nil : .any
        }
        switch (a, op, b) {
        case (.number, _, .number): return .number
        case (.text, .plus, .text): return .text
        case (.duration, .plus, .duration), (.duration, .minus, .duration): return .duration
        case (.duration, .divided, .duration): return .number
        case (.duration, .times, .number), (.duration, .divided, .number), (.number, .times, .duration):
            return .duration
        case (.date, .plus, .duration), (.date, .minus, .duration): return .date
        case (.date, .minus, .date): return .duration
        default: return nil
        }
    }

    /// Two values of these kinds may be equal; a text may spell a number.
    static func canEqual(_ a: StaticKind, _ b: StaticKind) -> Bool {
        a == b || a == .any || b == .any || a == .none || b == .none
            || (a == .text && b == .number) || (a == .number && b == .text)
    }

    /// Values of these kinds have an order.
    static func canOrder(_ a: StaticKind, _ b: StaticKind) -> Bool {
        let ordered: Set<StaticKind> = [.any, .number, .text, .duration, .date]
        return ordered.contains(a) && ordered.contains(b) && (a == b || a == .any || b == .any)
    }
}
