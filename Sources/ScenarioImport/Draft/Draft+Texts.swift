extension Draft.Request {
    /// Values within fields and body become places.
    mutating func mapTexts(_ index: ValueIndex) {
        headers = headers.map { $0.mapped(index) }
        query = query.map { $0.mapped(index) }
        switch body {
        case .json(let json): body = .json(json.mapTexts(index.replaced))
        case .raw(let text): body = .raw(index.replaced(text))
        case .form(let fields): body = .form(fields.map { $0.mapped(index) })
        case .multipart(let fields): body = .multipart(fields.map { $0.mapped(index) })
        case .graphql, nil: break
        }
    }
}

extension Draft.Field {
    fileprivate func mapped(_ index: ValueIndex) -> Draft.Field {
        Draft.Field(name: name, value: index.replaced(value))
    }
}
