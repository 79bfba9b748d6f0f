/// Authentication as the language says it.
enum Credentials {
    /// A header `Authorization: Bearer TOKEN` whose token is one value is `auth bearer`; a request has one
    /// authorization only.
    static func recognise(in request: inout Draft.Request) {
        recogniseBearer(in: &request)
        var isFirst = request.auth == nil
        let count = request.headers.count
        request.headers.removeAll { header in
            guard header.name.lowercased() == "authorization" else { return false }
            defer { isFirst = false }
            return !isFirst
        }
        if request.headers.count < count { request.remarks.append("not translated: a second authorization") }
    }

    private static func recogniseBearer(in request: inout Draft.Request) {
        guard request.auth == nil,
            let index = request.headers.firstIndex(where: { $0.name.lowercased() == "authorization" })
        else { return }
        let pieces = request.headers[index].value.pieces
        guard pieces.count == 2, case .literal(let scheme) = pieces[0], case .place(let expression) = pieces[1],
            scheme.lowercased() == "bearer "
        else { return }
        request.auth = .bearer(expression)
        request.headers.remove(at: index)
    }
}

/// A multipart body (RFC 7578).
enum MultipartParts {
    struct Part {
        var name: String
        var value: DraftText
        /// The file's name, where the part is one.
        var file: String?
        /// The file's media type, where it is said.
        var type: String?
    }

    /// Fields are written; files are not there yet, so what takes them is said in a comment.
    static func add(_ parts: [Part], to request: inout Draft.Request) {
        let fields = parts.filter { $0.file == nil }
        if !fields.isEmpty { request.body = .multipart(fields.map { Draft.Field(name: $0.name, value: $0.value) }) }
        for part in parts {
            guard let file = part.file else { continue }
            let type = part.type.map { " type \(Spelling.quoted($0))" } ?? ""
            let line = "file \(Names.label(part.name, or: "file")) from \(Spelling.quoted(file))\(type)"
            request.remarks.append("not translated: a file; put it beside the scenario and write into multipart { }:")
            request.remarks.append(line)
        }
    }
}
