/// Takes a multipart body apart that stands as text (RFC 2046 section 5.1, RFC 7578).
enum MultipartText {
    struct Part: Equatable {
        var name: String
        var value: String
        /// The file's name and media type, where the part is one.
        var file: String?
        var type: String?
    }

    /// The parts of a body; `nil` where it is not one. The boundary is the type's, or the first line's.
    static func parts(_ text: String, type: String) -> [Part]? {
        let lines = text.replacing("\r\n", with: "\n")
        let boundary = boundary(type) ?? lines.prefix { $0 != "\n" }.dropFirst(2).description
        guard !boundary.isEmpty, lines.hasPrefix("--") || lines.contains("\n--") else { return nil }
        var parts: [Part] = []
        for section in TextSearch.split("\n" + lines, at: "\n--" + boundary).dropFirst() {
            if section.hasPrefix("--") { break }
            guard parts.count < 1000, let part = part(section.drop { $0 == " " || $0 == "\t" }) else { return nil }
            parts.append(part)
        }
        return parts.isEmpty ? nil : parts
    }

    private static func boundary(_ type: String) -> String? {
        guard let start = TextSearch.firstIndex(of: "boundary=", in: type) else { return nil }
        let value = type[start...].dropFirst(9)
        let end =
            value.hasPrefix("\"") ? value.dropFirst().prefix { $0 != "\"" } : value.prefix { $0 != ";" && $0 != " " }
        return end.isEmpty ? nil : String(end)
    }

    private static func part(_ section: Substring) -> Part? {
        guard section.hasPrefix("\n") else { return nil }
        let text = String(section)
        let halves = TextSearch.split(text, at: "\n\n")
        guard halves.count > 1 else { return nil }
        var part: Part?
        var type: String?
        for line in halves[0].split(separator: "\n") {
            let pair = line.split(separator: ":", maxSplits: 1).map(String.init)
            guard pair.count == 2 else { continue }
            switch pair[0].lowercased() {
            case "content-disposition":
                guard let name = parameter("name", of: pair[1]) else { return nil }
                part = Part(name: name, value: "", file: parameter("filename", of: pair[1]))
            case "content-type": type = String(pair[1].drop { $0 == " " })
            default: break
            }
        }
        part?.type = type
        if part?.file == nil { part?.value = halves.dropFirst().joined(separator: "\n\n") }
        return part
    }

    /// A parameter of a header: `form-data; name="title"`.
    private static func parameter(_ name: String, of header: String) -> String? {
        for piece in header.split(separator: ";") {
            let pair = piece.split(separator: "=", maxSplits: 1).map(String.init)
            guard pair.count == 2, pair[0].filter({ $0 != " " }).lowercased() == name else { continue }
            return String(pair[1].drop { $0 == "\"" || $0 == " " }.prefix { $0 != "\"" })
        }
        return nil
    }
}
