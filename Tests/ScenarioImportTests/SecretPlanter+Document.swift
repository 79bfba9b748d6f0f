import JSON

@testable import ScenarioImport

/// Recordings, collections and descriptions.
extension SecretPlanter {
    /// Members whose text says what the others are: with a marker in all of them at once, nothing would be left to
    /// import. They have imports of their own.
    static let fixed: Set<String> = [
        "method", "httpVersion", "mimeType", "startedDateTime", "encoding", "name", "key", "id", "pageref", "openapi",
        "_resourceType", "$ref", "in", "type", "format", "scheme", "style", "propertyName", "pattern", "mode",
        "protocol",
        "host", "port", "schema", "listen", "language", "required", "bearerFormat", "contentType", "statusText",
        "version",
        "time", "timestamp", "time_iso8601", "time_local", "request_method", "remote_addr", "status", "ts", "msec",
    ]

    /// Objects whose members have names that the format does not know.
    private static let open: Set<String> = [
        "paths", "properties", "example", "examples", "default", "securitySchemes", "schemas", "variables", "mapping",
        "content",
    ]

    /// The document with a marker in each of its texts but the fixed ones.
    mutating func planted(_ json: JSONValue) -> JSONValue { planted(json, "", member: "", isNamed: false) }

    private mutating func planted(_ json: JSONValue, _ place: String, member: String, isNamed: Bool) -> JSONValue {
        switch json {
        case .string(let text): return .string(leaf(text, place, member: member, isNamed: isNamed))
        case .array(let items):
            return .array(
                items.enumerated().map {
                    planted($0.element, "\(place)[\($0.offset)]", member: member, isNamed: isNamed)
                }
            )
        case .object(let members): return object(members, place, member: member, isNamed: isNamed)
        default: return json
        }
    }

    private mutating func leaf(_ text: String, _ place: String, member: String, isNamed: Bool) -> String {
        if Self.fixed.contains(member) { return text }
        if let parts = text.wholeMatch(of: /([A-Z]+ )(\S+)( HTTP\/[0-9.]+)/), way != .names {
            return parts.1 + address(String(parts.2), place) + parts.3
        }
        return isNamed && ["value", "example", "default"].contains(member) && !text.isEmpty
            ? marker(place) : self.text(text, place)
    }

    private mutating func object(_ members: [JSONMember], _ place: String, member: String, isNamed: Bool) -> JSONValue {
        let label = members.first { ($0.name == "name" || $0.name == "key") && $0.value.string != nil }
        let isPair = label != nil && members.contains { ["value", "in"].contains($0.name) }
        let isFree = !["content-type", "cookie", "host"].contains((label?.value.string ?? "").lowercased())
        let isRenamed = way == .named && isPair && isFree && !members.contains { $0.value.string == "path" }
        let name = secretName()
        return .object(
            members.map { own in
                let here = "\(place).\(own.name)"
                if isRenamed, own.name == label?.name { return JSONMember(name: own.name, value: .string(name)) }
                var own = own
                var isSecret = isNamed || isRenamed
                if Self.open.contains(member) || isSecret && own.name != "schema" && member != "" {
                    if way == .names, !own.name.hasPrefix("$") {
                        own.name += (own.name.hasPrefix("/") ? "/" : "-") + marker(here)
                    }
                    let isLeaf = own.value.string != nil && ["example", "default"].contains(member)
                    if way == .named, member == "properties" || isLeaf {
                        own.name = secretName()
                        isSecret = true
                        if isLeaf { return JSONMember(name: own.name, value: .string(marker(here))) }
                    }
                }
                return JSONMember(
                    name: own.name,
                    value: planted(own.value, here, member: own.name, isNamed: isSecret)
                )
            }
        )
    }

    // MARK: Fixed members

    /// How many texts the document has under a name.
    static func count(of name: String, in json: JSONValue, under member: String = "") -> Int {
        switch json {
        case .string: member == name ? 1 : 0
        case .array(let items): items.reduce(0) { $0 + count(of: name, in: $1, under: member) }
        case .object(let members): members.reduce(0) { $0 + count(of: name, in: $1.value, under: $1.name) }
        default: 0
        }
    }

    /// The document with markers in texts under one name: in each second of them, so that the others stay what they are.
    mutating func planted(_ json: JSONValue, only name: String, odd: Bool) -> JSONValue {
        var index = 0
        return planted(json, only: name, odd: odd, "", member: "", &index)
    }

    private mutating func planted(
        _ json: JSONValue,
        only name: String,
        odd: Bool,
        _ place: String,
        member: String,
        _ index: inout Int
    ) -> JSONValue {
        switch json {
        case .string(let text):
            guard member == name else { return json }
            index += 1
            guard (index % 2 == 1) == odd else { return json }
            return .string(way == .instead ? marker(place) : "\(text)\(text.contains(" ") ? " " : "-")\(marker(place))")
        case .array(let items):
            return .array(items.map { planted($0, only: name, odd: odd, place, member: member, &index) })
        case .object(let members):
            return .object(
                members.map {
                    JSONMember(
                        name: $0.name,
                        value: planted($0.value, only: name, odd: odd, "\(place).\($0.name)", member: $0.name, &index)
                    )
                }
            )
        default: return json
        }
    }
}
