import LoadPlan

/// What of an answer a request's rules look at: what nobody looks at is not kept.
struct ResponseNeeds {
    private(set) var body = false
    private(set) var headers = false
    private var status = false

    init(_ request: Request, alsoRead: [Expression]) {
        for expression in alsoRead { visit(expression) }
        for outcome in request.outcomes { visit(outcome.condition) }
        for check in request.checks {
            if case .expression(let expression) = check.condition { visit(expression) }
        }
        for capture in request.captures {
            // What looks into another text leaves the answer alone.
            if let subject = capture.subject { visit(subject) } else { visit(capture.source) }
            if let condition = capture.condition { visit(condition) }
        }
    }

    private init() {}

    /// Whether an expression looks at the status.
    static func readsStatus(_ expression: Expression) -> Bool {
        var needs = ResponseNeeds()
        needs.visit(expression)
        return needs.status
    }

    private mutating func visit(_ part: ResponsePart) {
        switch part {
        case .status: status = true
        case .header, .cookie: headers = true
        case .json, .jsonCount, .regex, .body, .bodyDigest: body = true
        case .xpath:
            body = true
            // The content type tells XML from HTML.
            headers = true
        case .size, .latency: break
        }
    }

    private mutating func visit(_ expression: Expression) {
        switch expression {
        case .literal, .variable, .shared, .secret, .column, .attribute: break
        case .response(let part): visit(part)
        case .template(let template), .json(let template, _):
            for case .place(let inner, _) in template.segments { visit(inner) }
        case .unary(_, let operand), .isKind(let operand, _), .format(let operand, _), .matches(let operand, _):
            visit(operand)
        case .binary(_, let left, let right), .item(let left, let right):
            visit(left)
            visit(right)
        case .member(let value, let candidates):
            visit(value)
            for candidate in candidates { visit(candidate) }
        case .call(_, let arguments):
            for argument in arguments { visit(argument) }
        }
    }
}
