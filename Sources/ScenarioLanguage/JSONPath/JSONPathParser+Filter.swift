import LoadPlan

/// Filters (section 2.3.5) and function extensions (section 2.4).
extension JSONPathParser {
    /// What an operand of a filter turned out to be.
    private enum Operand {
        case literal(Value)
        case query(JSONPath.Query, TextRange)
        case call(JSONPath.FunctionCall, TextRange)
    }

    /// `logical-or-expr`
    mutating func parseLogical() throws(JSONPathError) -> JSONPath.Logical {
        var terms = [try parseConjunction()]
        while try acceptPair(UInt8(ascii: "|")) {
            skipBlanks()
            terms.append(try parseConjunction())
            try check(terms.count)
        }
        return terms.count == 1 ? terms[0] : .or(terms)
    }

    private mutating func parseConjunction() throws(JSONPathError) -> JSONPath.Logical {
        var terms = [try parseBasic()]
        while try acceptPair(UInt8(ascii: "&")) {
            skipBlanks()
            terms.append(try parseBasic())
            try check(terms.count)
        }
        return terms.count == 1 ? terms[0] : .and(terms)
    }

    private func check(_ count: Int) throws(JSONPathError) {
        guard count <= SyntaxLimits.chain else {
            throw error("a filter that is too long", "at most \(SyntaxLimits.chain) parts")
        }
    }

    /// `||` or `&&`, with blanks before it.
    private mutating func acceptPair(_ sign: UInt8) throws(JSONPathError) -> Bool {
        let before = position
        skipBlanks()
        guard peek == sign else {
            position = before
            return false
        }
        guard byte(1) == sign else {
            let double = String(repeating: Character(UnicodeScalar(sign)), count: 2)
            throw error("not an operator", "write \(double)")
        }
        position += 2
        return true
    }

    /// `paren-expr / comparison-expr / test-expr`
    private mutating func parseBasic() throws(JSONPathError) -> JSONPath.Logical {
        if peek == UInt8(ascii: "!"), byte(1) != UInt8(ascii: "=") {
            position += 1
            skipBlanks()
            if peek == UInt8(ascii: "(") { return .not(try parseParentheses()) }
            let start = position
            return .not(try test(try parseOperand(), from: start))
        }
        if peek == UInt8(ascii: "(") { return try parseParentheses() }
        let start = position
        let left = try parseOperand()
        let before = position
        skipBlanks()
        guard let op = try parseComparison() else {
            position = before
            return try test(left, from: start)
        }
        skipBlanks()
        let right = try parseOperand()
        return .compare(try comparable(left), op, try comparable(right))
    }

    private mutating func parseParentheses() throws(JSONPathError) -> JSONPath.Logical {
        let open = position
        position += 1
        let inner = try nested { parser throws(JSONPathError) in
            parser.skipBlanks()
            let inner = try parser.parseLogical()
            parser.skipBlanks()
            return inner
        }
        guard accept(UInt8(ascii: ")")) else {
            throw peek == nil
                ? error("a ( without its )", "it opens here", at: TextRange(open, open + 1))
                : error("malformed filter", "expected a closing )")
        }
        return inner
    }

    private mutating func parseComparison() throws(JSONPathError) -> BinaryOperator? {
        let equals = byte(1) == UInt8(ascii: "=")
        let op: BinaryOperator
        switch peek {
        case UInt8(ascii: "=") where equals: op = .equal
        case UInt8(ascii: "="): throw error("'=' is not a comparison", "write ==")
        case UInt8(ascii: "!") where equals: op = .notEqual
        case UInt8(ascii: "<"): op = equals ? .lessOrEqual : .less
        case UInt8(ascii: ">"): op = equals ? .greaterOrEqual : .greater
        default: return nil
        }
        position += equals ? 2 : 1
        return op
    }

    // MARK: Operands

    private mutating func parseOperand() throws(JSONPathError) -> Operand {
        let start = position
        switch peek {
        case UInt8(ascii: "'"), UInt8(ascii: "\""): return .literal(.text(try parseQuoted()))
        case UInt8(ascii: "@"), UInt8(ascii: "$"):
            let relative = peek == UInt8(ascii: "@")
            position += 1
            let segments = try nested { parser throws(JSONPathError) in try parser.parseSegments() }
            return .query(JSONPath.Query(relative: relative, segments: segments), TextRange(start, position))
        case let byte? where Lexer.isDigit(byte) || byte == UInt8(ascii: "-"):
            return .literal(try parseNumber())
        case let byte? where Lexer.isWordStart(byte):
            while let byte = peek, Lexer.isWord(byte) { position += 1 }
            let word = String(decoding: bytes[start..<position], as: UTF8.self)
            switch word {
            case "true": return .literal(.bool(true))
            case "false": return .literal(.bool(false))
            case "null": return .literal(.none)
            default: return .call(try parseCall(word, from: start), TextRange(start, position))
            }
        default:
            throw error("malformed filter", "expected @…, $…, a literal or a function")
        }
    }

    private mutating func parseCall(_ word: String, from start: Int) throws(JSONPathError) -> JSONPath.FunctionCall {
        let name = TextRange(start, position)
        let known = JSONPath.FunctionName.allCases.map(\.rawValue)
        guard let function = JSONPath.FunctionName(rawValue: word) else {
            throw error(
                "unknown function '\(word)'",
                Suggestion.nearest(to: word, in: known).map { "did you mean \($0)?" }
                    ?? "functions are \(Suggestion.list(known)); texts stand in quotes",
                at: name
            )
        }
        guard accept(UInt8(ascii: "(")) else {
            throw error("a function without its arguments", "expected a (")
        }
        var arguments: [Operand] = []
        try nested { parser throws(JSONPathError) in
            parser.skipBlanks()
            if parser.peek == UInt8(ascii: ")") { return }
            repeat {
                parser.skipBlanks()
                arguments.append(try parser.parseOperand())
                parser.skipBlanks()
            } while parser.accept(UInt8(ascii: ","))
        }
        guard accept(UInt8(ascii: ")")) else { throw error("malformed function", "expected a comma or )") }
        return try typed(function, arguments, at: TextRange(start, position))
    }

    /// Checks arguments against the declared types (section 2.4.1).
    private func typed(_ function: JSONPath.FunctionName, _ arguments: [Operand], at range: TextRange)
        throws(JSONPathError) -> JSONPath.FunctionCall
    {
        let wanted = function == .match || function == .search ? 2 : 1
        guard arguments.count == wanted else {
            throw error(
                "\(function.rawValue) takes \(wanted == 1 ? "one argument" : "two arguments")",
                "it has \(arguments.count)",
                at: range
            )
        }
        var values: [JSONPath.Comparable] = []
        for argument in arguments {
            switch function {
            case .length, .match, .search: values.append(try comparable(argument))
            case .count, .value:
                guard case .query(let query, _) = argument else {
                    throw error("\(function.rawValue) takes a query", "write \(function.rawValue)(@.items)", at: range)
                }
                values.append(.query(query))
            }
        }
        return JSONPath.FunctionCall(name: function, arguments: values)
    }

    /// An operand as a value: a query must find at most one node.
    private func comparable(_ operand: Operand) throws(JSONPathError) -> JSONPath.Comparable {
        switch operand {
        case .literal(let value): return .literal(value)
        case .query(let query, let range):
            guard JSONPath.isSingular(query.segments) else {
                throw error(
                    "a query that may find several nodes",
                    "only names and indices can be compared",
                    at: range
                )
            }
            return .query(query)
        case .call(let call, let range):
            guard call.name != .match, call.name != .search else {
                throw error("\(call.name.rawValue) has no value", "it is a condition by itself", at: range)
            }
            return .call(call)
        }
    }

    /// An operand as a condition: a query that finds something, or `match` and `search`.
    private func test(_ operand: Operand, from start: Int) throws(JSONPathError) -> JSONPath.Logical {
        switch operand {
        case .query(let query, _): return .exists(query)
        case .call(let call, let range):
            guard call.name == .match || call.name == .search else {
                throw error("\(call.name.rawValue) is no condition", "compare its value", at: range)
            }
            return .test(call)
        case .literal:
            throw error("a literal is no condition", "compare it with something", at: TextRange(start, position))
        }
    }
}
