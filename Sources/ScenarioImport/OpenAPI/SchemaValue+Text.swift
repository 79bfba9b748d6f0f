import JSON

/// Texts of schemas, by their format and the name of what has them.
extension SchemaValue {
    mutating func text(_ schema: JSONValue, _ name: String) -> DraftJSON {
        let format = schema["format"]?.string ?? ""
        if Sensitive.isField(name) || format == "password" {
            return .text(.place(secrets.name(for: "", hint: name, comment: "the field \(name)")))
        }
        if let expression = Self.expression(format: format) ?? Self.expression(name: name) {
            return .text(.place(expression))
        }
        if schema["pattern"] != nil { note(pattern: name) }
        switch format {
        case "uri", "url": return .text("https://example.test/")
        case "ipv4": return .text("192.0.2.1")
        case "ipv6": return .text("2001:db8::1")
        case "hostname": return .text("example.test")
        case "time": return .text("10:30:00")
        case "byte": return .text(.place("base64(\"data\")"))
        default: break
        }
        var text = name.isEmpty ? "text" : name
        let least = max(0, min(schema["minLength"]?.int ?? 0, 200))
        while text.count < least { text += " text" }
        if let most = schema["maxLength"]?.int, most >= 0, text.count > most { text = String(text.prefix(most)) }
        return .text(DraftText(text))
    }

    /// What makes a value of a format.
    static func expression(format: String) -> String? {
        switch format {
        case "uuid": "uuid()"
        case "date": "date(\"UTC\", 1d) | \"yyyy-MM-dd\""
        case "date-time": "now()"
        case "email", "idn-email": "email()"
        default: nil
        }
    }

    /// What makes a value of a property that is called so.
    static func expression(name: String) -> String? {
        let words = Names.words(name)
        guard let last = words.last else { return nil }
        switch last {
        case "dni": return "dni()"
        case "cuit", "cuil": return "cuit()"
        case "phone", "telephone", "telefono", "mobile", "celular": return "phone_ar()"
        case "email", "mail": return "email()"
        case "name"
        where words.count > 1 && ["first", "last", "full", "patient", "customer", "user"].contains(words[0]),
            "nombre", "apellido":
            return "name()"
        case "notes", "note", "comment", "description", "reason": return "lorem(6)"
        default: return nil
        }
    }
}

extension JSONValue {
    /// The object without one of its members.
    func without(_ name: String) -> JSONValue {
        guard case .object(let members) = self else { return self }
        return .object(members.filter { $0.name != name })
    }
}
