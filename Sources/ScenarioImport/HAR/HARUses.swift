import Groundwork
import JSON

/// What a request sends that may come from an earlier answer.
enum HARUses {
    static func of(_ entry: HAREntry, _ url: URLParts) -> [Correlation.Use] {
        var uses: [Correlation.Use] = []
        var before = ""
        for segment in url.segments {
            let text = PercentEncoding.decoded(segment) ?? segment
            uses.append(Correlation.Use(value: text, name: before, isSegment: true))
            before = text
        }
        func add(_ name: String, _ value: String) {
            guard !value.isEmpty else { return }
            uses.append(Correlation.Use(value: value, name: name, isSegment: false))
        }
        for field in FormText.fields(url.query ?? "") ?? [] { add(field.name, field.value) }
        for (name, value) in entry.headers where name.lowercased() != "cookie" {
            add(name, RequestMaker.credentials(value)?.token ?? value)
        }
        for field in entry.bodyFields {
            add(field.name, PercentEncoding.decoded(field.value, plus: true) ?? field.value)
        }
        guard let text = entry.bodyText else { return uses }
        if let json = JSONValue(text: text) {
            var left = 2000
            scalars(json, "", &left) { name, value in add(name, value) }
        } else if entry.bodyFields.isEmpty {
            for field in FormText.fields(text) ?? [] { add(field.name, field.value) }
        }
        return uses
    }

    private static func scalars(_ json: JSONValue, _ name: String, _ left: inout Int, _ body: (String, String) -> Void)
    {
        guard left > 0 else { return }
        switch json {
        case .array(let items): for item in items { scalars(item, name, &left, body) }
        case .object(let members): for member in members { scalars(member.value, member.name, &left, body) }
        case .string, .number:
            left -= 1
            if let text = json.scalarText { body(name, text) }
        case .null, .bool: break
        }
    }
}
