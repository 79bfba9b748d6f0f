/// Lays out a head: what is constant becomes bytes, what is not becomes joints between them.
struct RequestLayout {
    private(set) var text: [UInt8] = []
    private(set) var pieces: [RequestHead.Piece] = []
    private(set) var places: [Int32] = []
    private(set) var closes = false
    private var hasAgent = false
    private var hasHost = false
    private var hasCookies = false

    mutating func add(_ parts: RequestParts) throws(RequestFailure) {
        guard parts.method.isValid else { throw .method(parts.method.name) }
        for field in parts.fields { try look(at: field) }
        add("\(parts.method.name) ")
        try add(target: parts.target)
        add(" HTTP/1.1\r\n")
        if !hasHost { try add(RequestField("Host", parts.host), takesCookies: false) }
        if !hasAgent, let agent = parts.userAgent {
            try add(RequestField("User-Agent", agent), takesCookies: false)
        }
        for field in parts.fields { try add(field, takesCookies: parts.takesCookies) }
        if parts.takesCookies, !hasCookies { join(.cookieLine) }
        switch parts.body {
        case .none: if parts.method.expectsBody { add("Content-Length: 0\r\n") }
        case .constant(let length): add("Content-Length: \(max(0, length))\r\n")
        case .varying:
            add("Content-Length: ")
            join(.length)
            add("\r\n")
        }
        if parts.takesLines { join(.lines) }
        add("\r\n")
        join(.end)
    }

    /// Checks a line, and notes what must not be added since the scenario says it.
    private mutating func look(at field: RequestField) throws(RequestFailure) {
        guard Method(field.name).isValid else { throw .fieldName(field.name) }
        switch field.name.lowercased() {
        case "content-length", "transfer-encoding": throw .framing(field.name)
        case "host": hasHost = true
        case "user-agent": hasAgent = true
        case "connection":
            let value = field.value.map { part in
                if case .text(let text) = part { text.lowercased() } else { "," }
            }.joined()
            closes =
                closes
                || value.split(separator: ",").contains { token in
                    token.drop { $0 == " " || $0 == "\t" }.prefix { $0 != " " && $0 != "\t" } == "close"
                }
        default: break
        }
    }

    private mutating func add(target: [RequestPart]) throws(RequestFailure) {
        guard let first = target.first else { throw .path }
        if case .text(let path) = first, !path.hasPrefix("/") { throw .path }
        for part in target {
            switch part {
            case .place(let place): join(.target, place)
            case .text(let piece):
                for byte in piece.utf8 where byte.isControl || byte == .space { throw .target(byte) }
                let sent = piece.utf8.prefix { $0 != UInt8(ascii: "#") }
                text += sent
                if !pieces.isEmpty { pieces[pieces.count - 1].targetEnd = text.count }
                // The fragment stays with the client (RFC 9112 section 3.2.1).
                if sent.count < piece.utf8.count { return }
            }
        }
    }

    private mutating func add(_ field: RequestField, takesCookies: Bool) throws(RequestFailure) {
        let isCookie = takesCookies && !hasCookies && field.name.lowercased() == "cookie"
        add(field.value.isEmpty ? "\(field.name):" : "\(field.name): ")
        for part in field.value {
            switch part {
            case .place(let place): join(.value, place)
            case .text(let piece):
                for byte in piece.utf8 where byte == .lineFeed || byte == .carriageReturn || byte == 0 {
                    throw .fieldValue(byte)
                }
                add(piece)
            }
        }
        if isCookie {
            hasCookies = true
            join(.moreCookies)
        }
        add("\r\n")
    }

    private mutating func add(_ more: String) { text += more.utf8 }

    private mutating func join(_ joint: RequestHead.Joint, _ place: Int = -1) {
        let number = Int32(truncatingIfNeeded: place)
        pieces.append(RequestHead.Piece(end: text.count, joint: joint, place: number, targetEnd: text.count))
        if joint == .target || joint == .value { places.append(number) }
    }
}
