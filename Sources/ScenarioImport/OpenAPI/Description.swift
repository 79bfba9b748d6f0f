import JSON

/// An OpenAPI document whose references are followed.
struct Description {
    let root: JSONValue

    /// What a value stands for, where it is a reference; `nil` where it leads nowhere, outside, or round in a circle.
    func resolve(_ value: JSONValue?) -> JSONValue? {
        var value = value
        for _ in 0..<32 {
            guard let reference = value?["$ref"]?.string else { return value }
            value = target(reference)
        }
        return nil
    }

    /// The value that a reference within the document points to (RFC 6901).
    private func target(_ reference: String) -> JSONValue? {
        guard reference.hasPrefix("#") else { return nil }
        var value: JSONValue? = root
        for part in reference.dropFirst().split(separator: "/") {
            let name = (FormText.decode(part, plus: false) ?? String(part))
                .replacing("~1", with: "/").replacing("~0", with: "~")
            if let items = value?.items, !items.isEmpty {
                guard let index = Int(name), items.indices.contains(index) else { return nil }
                value = items[index]
            } else {
                value = value?[name]
            }
        }
        return value
    }
}
