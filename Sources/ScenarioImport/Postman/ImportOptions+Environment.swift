import JSON

extension ImportOptions {
    /// Takes the variables of a Postman environment, as its export writes them.
    /// - Throws: ``ImportError`` where the file is not one.
    public mutating func addEnvironment(_ bytes: [UInt8]) throws(ImportError) {
        let json: JSONValue
        do { json = try JSONValue(reading: bytes) } catch {
            throw ImportError(error, in: bytes, what: "a Postman environment")
        }
        guard case .array(let items)? = json["values"] ?? json["environment"]?["values"] else {
            throw ImportError("this is not a Postman environment: it has no values")
        }
        for item in items where item["enabled"]?.bool ?? true {
            guard let key = item["key"]?.string else { continue }
            environment[key] = Markers.cleaned(item["value"]?.scalarText ?? "")
            if item["type"]?.string == "secret" { secretVariables.insert(key) }
        }
    }
}
