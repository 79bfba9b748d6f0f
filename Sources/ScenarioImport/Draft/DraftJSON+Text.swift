/// JSON values where JSON cannot stand.
extension DraftJSON {
    var isScalar: Bool {
        switch self {
        case .bare, .text, .place: true
        case .array, .object: false
        }
    }

    /// A scalar as text; null, lists and objects are empty.
    var scalarText: DraftText {
        switch self {
        case .bare(let text): text == "null" ? "" : DraftText(text)
        case .text(let text): text
        case .place(let expression): .place(expression)
        case .array, .object: ""
        }
    }

    /// Values one after another: `1,2`, and of an object names and values.
    func joined(by separator: String) -> DraftText {
        var parts: [DraftText]
        switch self {
        case .array(let items): parts = items.map { $0.joined(by: separator) }
        case .object(let members): parts = members.flatMap { [DraftText($0.name), $0.value.joined(by: separator)] }
        default: parts = [scalarText]
        }
        var result = parts.isEmpty ? DraftText() : parts.removeFirst()
        for part in parts {
            result.append(separator)
            result.append(part)
        }
        return result
    }

    /// Fields of a form, as most services read nested ones: `card[number]`, `expand[]`.
    func flattened(_ name: String) -> [Draft.Field] {
        switch self {
        case .array(let items):
            items.enumerated().flatMap { index, item in
                item.flattened(name + (item.isScalar ? "[]" : "[\(index)]"))
            }
        case .object(let members):
            members.flatMap { $0.value.flattened(name.isEmpty ? $0.name : "\(name)[\($0.name)]") }
        default: [Draft.Field(name: name, value: scalarText)]
        }
    }

    /// The value as JSON text, with its places.
    var serialised: DraftText {
        var result = DraftText()
        switch self {
        case .bare(let text): result.append(text)
        case .place(let expression): result.appendPlace(expression)
        case .text(let text):
            result.append("\"")
            result.append(text.mapLiterals { DraftText(String(Spelling.json(DraftText($0)).dropFirst().dropLast())) })
            result.append("\"")
        case .array(let items):
            for (index, item) in items.enumerated() {
                result.append(index == 0 ? "[" : ",")
                result.append(item.serialised)
            }
            result.append(items.isEmpty ? "[]" : "]")
        case .object(let members):
            for (index, member) in members.enumerated() {
                result.append((index == 0 ? "{" : ",") + Spelling.json(DraftText(member.name)) + ":")
                result.append(member.value.serialised)
            }
            result.append(members.isEmpty ? "{}" : "}")
        }
        return result
    }

    /// The value as an XML element.
    func element(_ name: String) -> DraftText {
        var result = DraftText("<\(name)>")
        switch self {
        case .array(let items): return items.reduce(DraftText()) { $0 + $1.element(name) }
        case .object(let members): for member in members { result.append(member.value.element(member.name)) }
        default:
            result.append(
                scalarText.mapLiterals {
                    DraftText(
                        $0.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
                    )
                }
            )
        }
        result.append("</\(name)>")
        return result
    }
}
