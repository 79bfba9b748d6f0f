import Groundwork
import LoadPlan

/// A request's body as one template, with the media type that it is sent as.
struct RequestBody {
    /// `nil` where there is no body.
    let template: Template?
    /// The `Content-Type`, unless a header of the request says another.
    let type: String?

    init(_ body: Request.Body) {
        switch body {
        case .none: (template, type) = (nil, nil)
        case .json(let text): (template, type) = (text, "application/json")
        case .raw(let text): (template, type) = (text, "text/plain; charset=utf-8")
        case .file(let bytes):
            (template, type) = (Template(segments: [.literal(bytes)]), "application/octet-stream")
        case .form(let fields): (template, type) = (Self.form(fields), "application/x-www-form-urlencoded")
        case .multipart(let parts, let boundary):
            (template, type) = (Self.multipart(parts, boundary), "multipart/form-data; boundary=\(boundary)")
        }
    }

    private static func form(_ fields: [Request.Field]) -> Template {
        var segments: [Template.Segment] = []
        for (index, field) in fields.enumerated() {
            let joint = index == 0 ? "" : "&"
            segments.append(.literal(Array(joint.utf8) + encoded(Array(field.name.utf8)) + Array("=".utf8)))
            segments += urlEncoded(field.value)
        }
        return Template(segments: merged(segments))
    }

    /// RFC 7578 section 4, with quotes and line breaks of names written as browsers do.
    private static func multipart(_ parts: [Request.Part], _ boundary: String) -> Template {
        var segments: [Template.Segment] = []
        func add(_ text: String) { segments.append(.literal(Array(text.utf8))) }
        for part in parts {
            add("--\(boundary)\r\nContent-Disposition: form-data; name=\"\(quoted(part.name))\"")
            switch part.content {
            case .value(let value):
                add("\r\n\r\n")
                segments += value.segments
            case .file(let bytes, let name, let type):
                add("; filename=\"\(quoted(name))\"\r\nContent-Type: \(type)\r\n\r\n")
                segments.append(.literal(bytes))
            }
            add("\r\n")
        }
        add("--\(boundary)--\r\n")
        return Template(segments: merged(segments))
    }

    private static func quoted(_ name: String) -> String {
        var result = ""
        for character in name.unicodeScalars {
            switch character {
            case "\"": result += "%22"
            case "\r": result += "%0D"
            case "\n": result += "%0A"
            default: result.unicodeScalars.append(character)
            }
        }
        return result
    }

    /// Query and form values: literals are encoded now, places when they are rendered.
    static func urlEncoded(_ template: Template) -> [Template.Segment] {
        template.segments.map { segment in
            switch segment {
            case .literal(let bytes): .literal(encoded(bytes))
            case .place(let expression, _): .place(expression, .url)
            }
        }
    }

    static func encoded(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        PercentEncoding.encode(bytes, to: &result)
        return result
    }

    /// Neighbouring literals become one.
    static func merged(_ segments: [Template.Segment]) -> [Template.Segment] {
        var result: [Template.Segment] = []
        var literal: [UInt8] = []
        for segment in segments {
            if case .literal(let more) = segment {
                literal += more
                continue
            }
            if !literal.isEmpty { result.append(.literal(literal)) }
            literal = []
            result.append(segment)
        }
        if !literal.isEmpty { result.append(.literal(literal)) }
        return result
    }
}
