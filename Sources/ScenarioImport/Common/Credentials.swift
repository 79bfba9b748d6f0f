/// Basic authentication (RFC 7617) as a header.
enum BasicCredentials {
    /// `user` is text with stand-ins; `password` is text with stand-ins, or `${EXPRESSION}`.
    static func add(user: String, password: String, to request: inout Draft.Request) {
        let both = Spelling.quoted(DraftText(user + ":"))
        let isPlace = password.hasPrefix("${")
        let tail = isPlace ? password + "\"" : String(Spelling.quoted(DraftText(password)).dropFirst())
        add(expression: "base64(\(both.dropLast())\(tail))", to: &request)
    }

    /// User and password are both expressions.
    static func add(userPlace: String, passwordPlace: String, to request: inout Draft.Request) {
        add(expression: "base64(\"${\(userPlace)}:${\(passwordPlace)}\")", to: &request)
    }

    private static func add(expression: String, to request: inout Draft.Request) {
        request.headers.append(
            Draft.Field(name: "Authorization", value: DraftText("Basic ") + .place(expression))
        )
    }
}

/// A multipart body (RFC 7578).
enum MultipartParts {
    struct Part {
        var name: String
        var value: DraftText
        /// The file's name, where the part is one.
        var file: String?
    }

    static func add(_ parts: [Part], to request: inout Draft.Request) {
        let names = parts.map { $0.name + ($0.file.map { " (the file \($0))" } ?? "") }
        request.remarks.append("not translated: a multipart body with \(names.joined(separator: ", "))")
    }
}
