import Digest
import Groundwork
import LoadPlan

/// Bodies that are made of files and parts, and GraphQL.
extension FlowAnalysis {
    /// `body from "file"`.
    func fileBody(_ name: NameSyntax) -> Request.Body {
        builder.files.read(name).map { .file($0) } ?? .none
    }

    /// `multipart { … }`.
    func multipart(_ parts: [PartSyntax], at range: TextRange) -> Request.Body {
        if parts.isEmpty {
            bag.error("empty-block", "a multipart body without parts", at: range, "write field: value, or file …")
        }
        var content: [UInt8] = []
        let made = parts.map { part in
            switch part.content {
            case .value(let value):
                content += Array(part.name.text.utf8)
                return Request.Part(name: part.name.text, content: .value(template(value, .raw, .flow)))
            case .file(let path, let type):
                let bytes = builder.files.read(path) ?? []
                content += Digest.sha256(bytes)
                if let type, !Self.isMediaType(type.text) {
                    bag.error("media-type", "not a media type", at: type.range, "write it like image/png")
                }
                let name = path.text.split(separator: "/").last.map(String.init) ?? path.text
                let media = type?.text ?? "application/octet-stream"
                return Request.Part(name: part.name.text, content: .file(bytes, name: name, type: media))
            }
        }
        // From the content, so that a run can be repeated; long enough that no content holds it by chance.
        return .multipart(made, boundary: "zonda-\(Hex.text(Digest.sha256(content)).prefix(40))")
    }

    /// RFC 9110 section 8.3.1, as far as it must not break a header.
    private static func isMediaType(_ text: String) -> Bool {
        text.contains("/") && text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
    }

    /// `graphql { … }` as a JSON body (GraphQL over HTTP, section 5.4).
    func graphql(_ syntax: GraphQLSyntax) -> Request.Body {
        var segments: [Template.Segment] = [.literal(Array("{\"query\":\"".utf8))]
        switch syntax.document {
        case .text(let text):
            segments += template(text, .jsonString, .flow).segments.map { segment in
                if case .literal(let bytes) = segment { .literal(Self.escaped(bytes)) } else { segment }
            }
        case .file(let name): segments.append(.literal(Self.escaped(builder.files.read(name) ?? [])))
        case nil: break
        }
        segments.append(.literal(Array("\"".utf8)))
        if let variables = syntax.variables {
            segments.append(.literal(Array(",\"variables\":".utf8)))
            segments += template(variables, .jsonValue, .flow).segments
        }
        if let operation = syntax.operation {
            segments.append(
                .literal(Array(",\"operationName\":\"".utf8) + Self.escaped(Array(operation.text.utf8)) + [0x22])
            )
        }
        segments.append(.literal(Array("}".utf8)))
        return .json(Template(segments: segments))
    }

    private static func escaped(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        JSONText.escape(bytes, to: &result)
        return result
    }

    /// GraphQL answers 200 to a request that failed and says why in `errors`: unless the scenario looks at them itself,
    /// such an answer fails.
    func graphqlCheck(_ syntax: RequestSyntax, into request: inout Request) {
        guard let clause = syntax.clauses.first(where: { if case .graphql = $0.kind { true } else { false } }) else {
            return
        }
        let looks = syntax.clauses.contains { clause in
            switch clause.kind {
            case .expect(let condition), .outcome(_, let condition, _): Self.readsErrors(condition)
            default: false
            }
        }
        if looks { return }
        let path = JSONPath(text: "$.errors", segments: [.child([.name(Array("errors".utf8))])])
        // Null is as good as absent, and so is an empty list, which some services send.
        let part = Expression.response(.json(path))
        let none = Expression.isKind(part, .none)
        let null = Expression.isKind(part, .null)
        let empty = Expression.binary(.equal, .call(.length, [part]), .literal(.integer(0)))
        request.checks.append(
            Check(
                condition: .expression(.binary(.or, .binary(.or, none, null), empty)),
                text: "no errors in the GraphQL answer",
                place: bag.source.place(at: clause.range.start)
            )
        )
    }

    private static func readsErrors(_ syntax: ExpressionSyntax) -> Bool {
        switch syntax.kind {
        case .response(.json(let path)), .response(.jsonCount(let path)): path.text.hasPrefix("$.errors")
        case .response, .literal, .text, .name, .column: false
        case .call(_, let arguments): arguments.contains(where: readsErrors)
        case .unary(_, let operand), .isKind(let operand, _, _), .format(let operand, _), .matches(let operand, _):
            readsErrors(operand)
        case .binary(_, let left, let right), .item(let left, let right): readsErrors(left) || readsErrors(right)
        case .list(let items): items.contains(where: readsErrors)
        case .object(let members): members.contains { readsErrors($0.value) }
        case .member(let value, _): readsErrors(value)
        }
    }
}
