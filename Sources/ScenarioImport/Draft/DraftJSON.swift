import JSON

/// A JSON body with places.
indirect enum DraftJSON: Equatable {
    /// A number, `true`, `false` or `null`.
    case bare(String)
    /// A text.
    case text(DraftText)
    /// A whole value, of the kind that the expression has.
    case place(String)
    case array([DraftJSON])
    case object([Member])

    struct Member: Equatable {
        var name: String
        var value: DraftJSON
    }

    /// A value as it stands.
    init(_ value: JSONValue) {
        self = DraftJSON(value) { _, _ in nil }
    }

    /// A value whose scalars may be replaced: `replace` is asked with the name of the nearest member around a scalar,
    /// and before it, with a dot, that of the object around: `card.number`.
    init(_ value: JSONValue, name: String = "", replace: (String, JSONValue) -> DraftJSON?) {
        switch value {
        case .array(let items):
            self = .array(items.map { DraftJSON($0, name: name, replace: replace) })
        case .object(let members):
            self = .object(
                members.map { member in
                    let around = name.split(separator: ".").last.map { "\($0)." } ?? ""
                    let inner = around + member.name.replacing(".", with: "_")
                    return Member(name: member.name, value: DraftJSON(member.value, name: inner, replace: replace))
                }
            )
        default:
            self = replace(name, value) ?? Self.scalar(value)
        }
    }

    private static func scalar(_ value: JSONValue) -> DraftJSON {
        switch value {
        case .string(let text): .text(DraftText(text))
        case .number(let digits): .bare(digits)
        case .bool(let value): .bare(value ? "true" : "false")
        case .null, .array, .object: .bare("null")
        }
    }

    /// How deep arrays and objects stand in each other.
    var depth: Int {
        switch self {
        case .bare, .text, .place: 0
        case .array(let items): 1 + (items.map(\.depth).max() ?? 0)
        case .object(let members): 1 + (members.map(\.value.depth).max() ?? 0)
        }
    }

    /// Every text with its literal parts rewritten.
    func mapTexts(_ transform: (DraftText) -> DraftText) -> DraftJSON {
        switch self {
        case .bare, .place: self
        case .text(let text): .text(transform(text))
        case .array(let items): .array(items.map { $0.mapTexts(transform) })
        case .object(let members):
            .object(members.map { Member(name: $0.name, value: $0.value.mapTexts(transform)) })
        }
    }
}
