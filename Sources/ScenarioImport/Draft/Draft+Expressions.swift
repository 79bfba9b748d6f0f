/// What a request reads.
extension Draft.Request {
    /// The expressions of all its places.
    var expressions: [String] {
        var result = path.places
        for field in query + headers { result += field.value.places }
        result += auth?.places ?? []
        switch body {
        case .raw(let text): result += text.places
        case .form(let fields), .multipart(let fields): for field in fields { result += field.value.places }
        case .graphql(let query, let variables): result += query.places + (variables?.expressions ?? [])
        case .json(let json): result += json.expressions
        case nil: break
        }
        return result
    }
}

extension DraftJSON {
    var expressions: [String] {
        switch self {
        case .bare: []
        case .place(let expression): [expression]
        case .text(let text): text.places
        case .array(let items): items.flatMap(\.expressions)
        case .object(let members): members.flatMap(\.value.expressions)
        }
    }
}
