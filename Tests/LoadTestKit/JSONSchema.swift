import Foundation

/// Validates JSON against the part of JSON Schema 2020-12 that the schemas of this repository use. A keyword that it does
/// not know is reported, so that no schema can promise what nobody checks.
public struct JSONSchema: Sendable {
    private let root: JSONValue

    /// The schema in a file of `docs/schema`.
    public init(named name: String) throws {
        let path = "\(Products.root)/docs/schema/\(name).schema.json"
        root = try JSONValue(try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    /// A schema as text.
    public init(text: String) throws {
        root = try JSONValue(Data(text.utf8))
    }

    /// The members that the schema describes: of the whole, or of one of its definitions.
    public func members(of definition: String?) -> Set<String> {
        let part = definition.map { root["$defs"]?[$0] } ?? root
        return Set((part?["properties"]?.members ?? [:]).keys)
    }

    /// What is wrong with a value, by place. `strictly` also reports members that the schema does not describe: a reader
    /// has to accept them, but what this tool writes is to be documented.
    public func problems(_ value: JSONValue, strictly: Bool = true) -> [String] {
        var problems: [String] = []
        check(value, root, "$", strictly, &problems)
        return problems
    }

    private func check(
        _ value: JSONValue,
        _ schema: JSONValue,
        _ place: String,
        _ strictly: Bool,
        _ problems: inout [String]
    ) {
        guard let keywords = schema.members else { return }
        for (keyword, rule) in keywords.sorted(by: { $0.key < $1.key }) {
            switch keyword {
            case "$schema", "$id", "$defs", "title", "description", "additionalProperties": break
            case "$ref":
                guard let target = resolve(rule.text ?? "") else {
                    problems.append("\(place): no schema at \(rule)")
                    break
                }
                check(value, target, place, strictly, &problems)
            case "type": checkType(value, rule, place, &problems)
            case "const": if value != rule { problems.append("\(place): is not \(rule)") }
            case "enum":
                if rule.elements?.contains(value) != true { problems.append("\(place): \(value) is none of \(rule)") }
            case "minimum":
                if let number = value.double, let least = rule.double, number < least {
                    problems.append("\(place): \(number) is below \(least)")
                }
            case "maximum":
                if let number = value.double, let most = rule.double, number > most {
                    problems.append("\(place): \(number) is above \(most)")
                }
            case "minLength":
                if let text = value.text, let least = rule.double, Double(text.unicodeScalars.count) < least {
                    problems.append("\(place): is too short")
                }
            case "pattern":
                if let text = value.text, let pattern = rule.text,
                    text.range(of: pattern, options: .regularExpression) == nil
                {
                    problems.append("\(place): \"\(text)\" does not match \(pattern)")
                }
            case "anyOf":
                let fits = (rule.elements ?? []).contains { choice in
                    var found: [String] = []
                    check(value, choice, place, strictly, &found)
                    return found.isEmpty
                }
                if !fits { problems.append("\(place): \(value) fits no choice") }
            case "required":
                for name in (rule.elements ?? []).compactMap(\.text) where value.members?[name] == nil {
                    problems.append("\(place).\(name): is missing")
                }
            case "items":
                for (index, element) in (value.elements ?? []).enumerated() {
                    check(element, rule, "\(place)[\(index)]", strictly, &problems)
                }
            case "properties": break
            default: problems.append("the schema uses \"\(keyword)\", which nothing checks")
            }
        }
        checkMembers(value, keywords, place, strictly, &problems)
    }

    private func checkMembers(
        _ value: JSONValue,
        _ keywords: [String: JSONValue],
        _ place: String,
        _ strictly: Bool,
        _ problems: inout [String]
    ) {
        let known = keywords["properties"]?.members
        let rest = keywords["additionalProperties"]
        guard let members = value.members, known != nil || rest != nil else { return }
        for (name, member) in members.sorted(by: { $0.key < $1.key }) {
            if let rule = known?[name] {
                check(member, rule, "\(place).\(name)", strictly, &problems)
            } else if let rest {
                if rest == .boolean(false) { problems.append("\(place).\(name): is not allowed") }
                check(member, rest, "\(place).\(name)", strictly, &problems)
            } else if strictly {
                problems.append("\(place).\(name): is not described by the schema")
            }
        }
    }

    private func checkType(_ value: JSONValue, _ rule: JSONValue, _ place: String, _ problems: inout [String]) {
        let holds =
            switch (rule.text, value) {
            case ("object", .object), ("array", .array), ("string", .string), ("boolean", .boolean), ("null", .null):
                true
            case ("integer", .integer), ("number", .integer), ("number", .number): true
            default: false
            }
        if !holds { problems.append("\(place): is no \(rule.text ?? "known type")") }
    }

    private func resolve(_ reference: String) -> JSONValue? {
        guard reference.hasPrefix("#/") else { return nil }
        return reference.dropFirst(2).split(separator: "/").reduce(root as JSONValue?) { $0?[String($1)] }
    }
}
