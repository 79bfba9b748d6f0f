import LoadPlan

/// Lists and objects written out, and their items.
extension FlowAnalysis {
    func list(_ items: [ExpressionSyntax], _ context: Context) -> (Expression, StaticKind) {
        var segments: [TemplateSyntax.Segment] = [.literal([UInt8(ascii: "[")])]
        for (index, item) in items.enumerated() {
            if index > 0 { segments.append(.literal([UInt8(ascii: ",")])) }
            segments.append(Self.place(item))
        }
        segments.append(.literal([UInt8(ascii: "]")]))
        return (.json(json(segments, context), .array), .list)
    }

    func object(_ members: [(name: NameSyntax, value: ExpressionSyntax)], _ context: Context)
        -> (Expression, StaticKind)
    {
        var segments: [TemplateSyntax.Segment] = [.literal([UInt8(ascii: "{")])]
        var known: Set<String> = []
        for (index, member) in members.enumerated() {
            if !known.insert(member.name.text).inserted {
                bag.error(
                    "duplicate-name",
                    "'\(member.name.text)' stands twice in one object",
                    at: member.name.range,
                    "each member needs a name of its own"
                )
            }
            let name = ConstantText.bytes(.text(member.name.text), .jsonValue) ?? Array("\"\"".utf8)
            segments.append(.literal((index > 0 ? [UInt8(ascii: ",")] : []) + name + [UInt8(ascii: ":")]))
            segments.append(Self.place(member.value))
        }
        segments.append(.literal([UInt8(ascii: "}")]))
        return (.json(json(segments, context), .object), .any)
    }

    private static func place(_ expression: ExpressionSyntax) -> TemplateSyntax.Segment {
        // None is a value here like any other.
        if case .literal(.none) = expression.kind { return .literal(Array("null".utf8)) }
        return .place(expression, .jsonValue)
    }

    private func json(_ segments: [TemplateSyntax.Segment], _ context: Context) -> Template {
        template(TemplateSyntax(segments: segments, range: TextRange(0, 0)), .jsonValue, context)
    }

    func item(_ container: ExpressionSyntax, _ key: ExpressionSyntax, _ context: Context) -> (Expression, StaticKind) {
        if let column = column(of: container, key, context) { return column }
        let (list, kind) = expression(container, context)
        if kind != .any, kind != .list {
            bag.error("kind", "an item of \(kind.words)", at: container.range, "only lists and objects have items")
        }
        let (index, keyKind) = expression(key, context)
        if ![.any, .number, .text].contains(keyKind) || kind == .list && keyKind == .text {
            bag.error(
                "kind",
                "an item by \(keyKind.words)",
                at: key.range,
                kind == .list ? "items of a list are numbered from 0" : "write a number or a name"
            )
        }
        return (.item(of: list, index), .any)
    }
}
