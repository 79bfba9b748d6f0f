import Curl
import Extraction
import Groundwork
import JSON
import LoadPlan

/// Parts of the answer, or of the text that a capture looks into.
extension Evaluator {
    /// Another answer is looked at from now on.
    func answerChanged() {
        scanner.forget()
        markup.forget()
    }

    /// What JSONPath, XPath and regular expressions look into.
    var answer: UnsafeRawBufferPointer? { subject ?? response?.pointee.body.bytes }

    /// Looks into another text than the answer's body while `body` runs.
    func looking<Result>(into text: UnsafeRawBufferPointer, _ body: () -> Result) -> Result {
        subject = text
        // Texts of variables change where they stand.
        answerChanged()
        defer {
            subject = nil
            answerChanged()
        }
        return body()
    }

    func json(_ query: Int, _ part: NodeID) -> RuntimeValue {
        guard let answer else { return noteUnread(part) }
        guard let node = scanner.first(pool.queries[query], in: answer) else {
            return scanner.error == nil ? .none : noteUnread(part)
        }
        return value(of: node)
    }

    func jsonCount(_ query: Int, _ part: NodeID) -> RuntimeValue {
        guard let answer else { return noteUnread(part) }
        let count = scanner.count(pool.queries[query], in: answer)
        return scanner.error == nil ? .integer(Int64(count)) : noteUnread(part)
    }

    /// A JSON node as a value: strings are unescaped into the arena only where they hold an escape, and numbers keep
    /// their spelling.
    func value(of node: JSONNode) -> RuntimeValue {
        switch node.kind {
        case .null: return .json(node.bytes, .null)
        case .bool: return .bool(node.bytes.first == UInt8(ascii: "t"))
        case .number: return RuntimeValue(spelled: node.bytes)
        case .string:
            if let plain = node.plainString { return .text(plain) }
            return .text(rendered { buffer in node.forEachPiece { buffer.append($0) } })
        case .array: return .json(node.bytes, .array)
        case .object: return .json(node.bytes, .object)
        }
    }

    /// The first header of this name (lower case) in the last answer's header lines.
    func header(_ name: UnsafeRawBufferPointer) -> RuntimeValue {
        guard let response else { return .none }
        return HeaderSearch.value(of: name, in: response.pointee.headers.bytes).map { .text($0) } ?? .none
    }

    /// The value of a cookie that the answer, or a redirect on the way to it, sets.
    func cookie(_ name: UnsafeRawBufferPointer) -> RuntimeValue {
        guard let response else { return .none }
        return HeaderSearch.cookie(name, in: response.pointee.headers.bytes).map { .text($0) } ?? .none
    }

    // MARK: Regular expressions

    func regex(_ number: Int, _ part: NodeID) -> RuntimeValue {
        let regex = pool.regexes[number]
        guard let answer else { return noteUnread(part) }
        guard let expression = regex.expression else { return .none }
        switch expression.find(in: answer, group: regex.group) {
        case .found(let range, _): return .text(UnsafeRawBufferPointer(rebasing: answer[range]))
        case .withoutGroup: return .none
        case .absent: return Self.isCompressed(answer) ? noteUnread(part) : .none
        case .givenUp: return noteUnread(part, .givenUp)
        }
    }

    /// Whether a regular expression is found in the value of `operand`.
    func matches(_ operand: NodeID, _ number: Int, _ part: NodeID) -> Bool {
        let value = evaluate(operand)
        guard !value.isNone, let expression = pool.regexes[number].expression else { return false }
        switch expression.find(in: text(of: value)) {
        case .found, .withoutGroup: return true
        case .absent: noteCompressed(operand)
        case .givenUp: noteUnread(part, .givenUp)
        }
        return false
    }

    /// Every match of a regular expression, into ``rangesFound``.
    private func findAll(_ number: Int, _ part: NodeID, in text: UnsafeRawBufferPointer) {
        rangesFound.removeAll(keepingCapacity: true)
        let regex = pool.regexes[number]
        guard let expression = regex.expression else { return }
        var from = 0
        while from <= text.count, rangesFound.count < 100_000 {
            let end: Int
            switch expression.find(in: text, from: from, group: regex.group) {
            case .found(let range, let last):
                rangesFound.append(range)
                end = last
            case .withoutGroup(let last): end = last
            case .absent:
                if rangesFound.isEmpty, Self.isCompressed(text) { noteUnread(part) }
                return
            case .givenUp:
                noteUnread(part, .givenUp)
                return
            }
            // A match of nothing is followed by the next character.
            from = max(end, from + 1)
            while end < from, from < text.count, text[from] & 0xC0 == 0x80 { from += 1 }
        }
    }

    // MARK: XPath

    func xpath(_ number: Int, _ part: NodeID) -> RuntimeValue {
        switch ask(number) {
        case .nodes(let nodes)?: nodes.count > 0 ? text(of: nodes, 0) : .none
        case .text(let text)?: .text(rendered { $0.append(string: text) })
        case .number(let number)?:
            // NaN is what XPath makes of text that is no number.
            number.isNaN
                ? .none
                : number == number.rounded() && abs(number) < 1e15 ? .integer(Int64(number)) : .number(number)
        case .boolean(let boolean)?: .bool(boolean)
        case .failed?, nil: noteUnread(part)
        }
    }

    /// What an XPath expression gives; `nil` where the answer is no document.
    func ask(_ number: Int) -> XPathExpression.Result? {
        guard let answer, let expression = pool.xpaths[number],
            let document = markup.document(answer, headers: subject == nil ? response?.pointee.headers.bytes : nil)
        else { return nil }
        return expression.evaluate(in: document)
    }

    private func text(of nodes: XPathExpression.Nodes, _ index: Int) -> RuntimeValue {
        .text(rendered { buffer in nodes.text(of: index) { buffer.append($0) } })
    }

    // MARK: One of several

    /// One of several values of a part of the answer, or all of them as a list.
    func pick(_ pick: Capture.Pick, _ part: NodeID) -> RuntimeValue {
        switch node(part) {
        case .json(let query):
            guard let answer else { return noteUnread(part) }
            nodesFound.removeAll(keepingCapacity: true)
            scanner.all(pool.queries[Int(query)], in: answer, into: &nodesFound)
            if scanner.error != nil { return noteUnread(part) }
            return choose(pick, nodesFound.count) { index in
                // In a list each node stands as it was written.
                pick == .all ? .json(self.nodesFound[index].bytes, .null) : self.value(of: self.nodesFound[index])
            }
        case .regex(let number):
            guard let answer else { return noteUnread(part) }
            findAll(Int(number), part, in: answer)
            return choose(pick, rangesFound.count) { index in
                .text(UnsafeRawBufferPointer(rebasing: answer[self.rangesFound[index]]))
            }
        case .xpath(let number):
            guard case .nodes(let nodes)? = ask(Int(number)) else { return evaluate(part) }
            return choose(pick, nodes.count) { self.text(of: nodes, $0) }
        default: return evaluate(part)
        }
    }

    private func choose(_ pick: Capture.Pick, _ count: Int, _ value: (Int) -> RuntimeValue) -> RuntimeValue {
        guard count > 0 else { return .none }
        switch pick {
        case .first: return value(0)
        case .last: return value(count - 1)
        case .random: return value(Int(random.below(UInt64(count))))
        case .all:
            return .json(
                rendered { buffer in
                    buffer.append(UInt8(ascii: "["))
                    for index in 0..<count where buffer.count <= Self.textLimit {
                        if index > 0 { buffer.append(UInt8(ascii: ",")) }
                        self.write(value(index), .jsonValue, to: &buffer)
                    }
                    buffer.append(UInt8(ascii: "]"))
                },
                .array
            )
        }
    }
}
