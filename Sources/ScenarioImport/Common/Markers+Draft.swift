/// Puts the places back into what was made of a text.
extension Markers {
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
        // A name has no places: there the expression itself is written.
        let name = restore(field.name).pieces.map { piece in
            switch piece {
            case .literal(let text): text
            case .place(let expression): "{\(expression)}"
            }
        }.joined()
        return Draft.Field(name: name, value: restore(field.value))
    }
}
