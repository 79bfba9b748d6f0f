/// Stand-ins for places in texts that are still to be taken apart: one character of a private plane each, which URLs,
/// forms and JSON leave alone.
struct Markers {
    private var expressions: [String] = []
    private static let first: UInt32 = 0xF0000
    private static let most = 0xF000
    /// Behind a marker in a JSON string that is nothing else: the place is a whole value.
    private static let whole = Unicode.Scalar(0xFFFF0 as UInt32) ?? "\u{FFFD}"

    /// The stand-in for an expression; equal ones share one. Past 61,440 different ones, the first is given.
    mutating func mark(_ expression: String) -> String {
        let index = expressions.firstIndex(of: expression) ?? expressions.count
        if index == expressions.count {
            guard index < Self.most else { return "" }
            expressions.append(expression)
        }
        return Unicode.Scalar(Self.first + UInt32(index)).map { String(Character($0)) } ?? ""
    }

    /// A text that holds a stand-in.
    static func isIn(_ text: String) -> Bool { text.unicodeScalars.contains { isMarker($0) } }

    static func isIn(_ scalar: Unicode.Scalar) -> Bool { isMarker(scalar) }

    private static func isMarker(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value >= first && scalar.value < first + UInt32(most)
    }

    /// A text of the input, without what could be taken for a stand-in.
    static func cleaned(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { $0.value >= first && $0.value <= 0xFFFFF }) else { return text }
        return String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { $0.value >= first && $0.value <= 0xFFFFF ? "\u{FFFD}" : $0 }
            )
        )
    }

    /// The text with its places.
    func restore(_ text: String) -> DraftText {
        guard Self.isIn(text) else { return DraftText(text) }
        var result = DraftText()
        var literal = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            guard Self.isMarker(scalar) else {
                if scalar != Self.whole { literal.append(scalar) }
                continue
            }
            result.append(String(literal))
            literal = String.UnicodeScalarView()
            let index = Int(scalar.value - Self.first)
            if index < expressions.count { result.appendPlace(expressions[index]) }
        }
        result.append(String(literal))
        return result
    }

    func restore(_ text: DraftText) -> DraftText {
        var result = DraftText()
        for piece in text.pieces {
            switch piece {
            case .literal(let literal): result.append(restore(literal))
            case .place(let expression): result.appendPlace(restoreStrings(expression))
            }
        }
        return result
    }

    /// Stand-ins within strings of an expression become places of those strings.
    private func restoreStrings(_ expression: String) -> String {
        guard Self.isIn(expression) else { return expression }
        return restore(expression).pieces.map { piece in
            switch piece {
            case .literal(let text): text
            case .place(let inner): "${\(inner)}"
            }
        }.joined()
    }

    /// JSON text whose stand-ins outside strings are put into strings, so that it can be read.
    static func quoteBare(_ text: String) -> String {
        guard isIn(text) else { return text }
        var result = String.UnicodeScalarView()
        var inString = false
        var escaped = false
        for scalar in text.unicodeScalars {
            if inString {
                if escaped {
                    escaped = false
                } else if scalar == "\\" {
                    escaped = true
                } else {
                    inString = scalar != "\""
                }
            } else if scalar == "\"" {
                inString = true
            } else if isMarker(scalar) {
                result.append(contentsOf: ["\"", scalar, whole, "\""])
                continue
            }
            result.append(scalar)
        }
        return String(result)
    }

    func restore(_ json: DraftJSON) -> DraftJSON {
        switch json {
        case .bare, .place: return json
        case .text(let text):
            let restored = restore(text)
            if let literal = text.literal, literal.unicodeScalars.contains(Self.whole),
                let expression = restored.onlyPlace
            {
                return .place(expression)
            }
            return .text(restored)
        case .array(let items): return .array(items.map(restore))
        case .object(let members):
            return .object(members.map { DraftJSON.Member(name: $0.name, value: restore($0.value)) })
        }
    }

    /// A request with all its places.
    func restore(_ request: Draft.Request) -> Draft.Request {
        var request = request
        request.path = restore(request.path)
        request.query = request.query.map(restore)
        request.headers = request.headers.map(restore)
        switch request.auth {
        case .basic(let user, let password): request.auth = .basic(user: restore(user), password: restore(password))
        case .bearer, nil: break
        }
        switch request.body {
        case .json(let json): request.body = .json(restore(json))
        case .raw(let text): request.body = .raw(restore(text))
        case .form(let fields): request.body = .form(fields.map(restore))
        case .multipart(let fields): request.body = .multipart(fields.map(restore))
        case .graphql(let query, let variables):
            request.body = .graphql(query: restore(query), variables: variables.map(restore))
        case nil: break
        }
        return request
    }

    private func restore(_ field: Draft.Field) -> Draft.Field {
        Draft.Field(name: restore(field.name).literal ?? field.name, value: restore(field.value))
    }
}
