/// Parts of a multipart body: `-F`, `--form-string`.
extension CurlRequest {
    /// `-F name=value`: libcurl writes the type of the body, with a boundary of its own.
    mutating func addParts() {
        if let index = request.headers.firstIndex(where: { $0.name.lowercased() == "content-type" }) {
            let type = RequestMaker.essence(request.headers[index].value.literal)
            if type != "multipart/form-data" { request.remarks.append("not translated: the type \(type.excerpt(60))") }
            request.headers.remove(at: index)
        }
        for part in parts {
            let halves = part.text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(
                String.init
            )
            add(name: halves[0], halves.count > 1 ? halves[1] : "", isString: part.isString)
        }
        MultipartParts.add(built, to: &request)
    }

    private mutating func add(name: String, _ value: String, isString: Bool) {
        if !isString, value.hasPrefix("@") || value.hasPrefix("<") {
            let words = value.dropFirst().split(separator: ";").map(String.init)
            let file = (words.first ?? "").filter { $0 != "\"" }
            if value.hasPrefix("<") {
                return request.remarks.append("not translated: the content of \(file.excerpt(60)) as the field \(name)")
            }
            let type = words.first { $0.hasPrefix("type=") }.map { String($0.dropFirst(5)) }
            if let given = words.first(where: { $0.hasPrefix("filename=") }) {
                let sent = given.dropFirst(9).filter { $0 != "\"" }
                let last = file.split(separator: "/").last.map(String.init)
                if sent != last {
                    request.remarks.append(
                        "not translated: the name \(sent.excerpt(60)) that \(file.excerpt(60)) is sent under; give the file that name"
                    )
                }
            }
            built.append(MultipartParts.Part(name: name, value: "", file: file, type: type))
            return
        }
        var text = value
        var rest = Substring(value)
        if !isString, value.hasPrefix("\""), let end = Self.quoteEnd(value) {
            text = String(value[..<end].dropFirst()).replacing("\\\"", with: "\"").replacing("\\\\", with: "\\")
            rest = value[end...].dropFirst()
        } else if !isString, let start = TextSearch.firstIndex(of: ";type=", in: value) {
            text = String(value[..<start])
            rest = value[start...]
        }
        if !isString, let range = TextSearch.firstIndex(of: ";type=", in: String(rest)) {
            let type = String(rest)[range...].dropFirst(6).prefix { $0 != ";" }
            if type != "text/plain" {
                request.remarks.append("not translated: the type \(type.excerpt(60)) of the part \(name.excerpt(60))")
            }
        }
        let field = RequestMaker.field(name, text, secrets: &secrets)
        built.append(MultipartParts.Part(name: name, value: field.value))
    }

    /// The quote that closes a quoted content, which may hold `;` (curl(1), `--form`).
    private static func quoteEnd(_ value: String) -> String.Index? {
        var isEscaped = false
        for index in value.indices.dropFirst() {
            if isEscaped {
                isEscaped = false
            } else if value[index] == "\\" {
                isEscaped = true
            } else if value[index] == "\"" {
                return index
            }
        }
        return nil
    }
}
