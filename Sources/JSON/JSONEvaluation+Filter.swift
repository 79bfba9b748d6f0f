import LoadPlan

/// Filters (RFC 9535 section 2.3.5) and functions (section 2.4).
extension JSONEvaluation {
    /// A side of a comparison or an argument, evaluated.
    private enum Operand {
        /// A query that found nothing, or a function without a result.
        case nothing
        case null
        case bool(Bool)
        case number(JSONNumber)
        case text(JSONText)
        /// An array or object.
        case container(Int32)
    }

    /// Whether a logical expression holds for the node at `index`.
    func holds(_ logical: Int32, at index: Int32) -> Bool {
        switch program.logicals[Int(logical)] {
        case .or(let parts):
            for part in parts where holds(part, at: index) { return true }
            return false
        case .and(let parts):
            for part in parts where !holds(part, at: index) { return false }
            return true
        case .not(let part): return !holds(part, at: index)
        case .exists(let query): return first(query, at: index) >= 0
        case .compare(let left, let op, let right):
            return Self.compare(operand(left, at: index), op, operand(right, at: index), self)
        case .test(let isWhole, let text, let pattern, let compiled):
            guard case .text(let text) = operand(text, at: index) else { return false }
            if let compiled { return scratch.pointee.matcher.matches(text, compiled, isWhole: isWhole) }
            guard case .text(let pattern) = operand(pattern, at: index) else { return false }
            return scratch.pointee.matches(text, pattern, isWhole: isWhole)
        }
    }

    private func operand(_ number: Int32, at index: Int32) -> Operand {
        switch program.operands[Int(number)] {
        case .nothing: return .nothing
        case .literal(.null): return .null
        case .literal(.bool(let bool)): return .bool(bool)
        case .literal(.number(let number)): return .number(number)
        case .literal(.text(let bytes)): return .text(JSONText(bytes: bytes, isEscaped: false))
        case .query(let query): return value(first(query, at: index))
        case .length(let argument): return length(operand(argument, at: index))
        case .count(let query):
            var search = Search(limit: .max)
            run(query, at: index, &search)
            return .number(.integer(Int64(search.count)))
        case .value(let query):
            var search = Search(limit: 2)
            run(query, at: index, &search)
            return search.count == 1 ? value(search.last) : .nothing
        }
    }

    private func value(_ index: Int32) -> Operand {
        guard index >= 0 else { return .nothing }
        let entry = entries[Int(index)]
        switch entry.kind {
        case .null: return .null
        case .bool: return .bool(text[Int(entry.start)] == UInt8(ascii: "t"))
        case .number: return .number(JSONNumber(node(index).bytes))
        case .string:
            let inside = UnsafeRawBufferPointer(rebasing: text[Int(entry.start) &+ 1..<Int(entry.end) &- 1])
            return .text(JSONText(bytes: inside, isEscaped: entry.isEscaped))
        case .array, .object: return .container(index)
        }
    }

    /// Characters, elements or members (section 2.4.4).
    private func length(_ operand: Operand) -> Operand {
        switch operand {
        case .text(let text): .number(.integer(Int64(text.scalarCount)))
        case .container(let index): .number(.integer(Int64(entries[Int(index)].count)))
        case .nothing, .null, .bool, .number: .nothing
        }
    }

    // MARK: Comparisons (section 2.3.5.2.2)

    private static func compare(_ a: Operand, _ op: BinaryOperator, _ b: Operand, _ of: JSONEvaluation) -> Bool {
        switch op {
        case .equal: of.equal(a, b)
        case .notEqual: !of.equal(a, b)
        case .less: less(a, b)
        case .greater: less(b, a)
        case .lessOrEqual: less(a, b) || of.equal(a, b)
        case .greaterOrEqual: less(b, a) || of.equal(a, b)
        default: false
        }
    }

    private static func less(_ a: Operand, _ b: Operand) -> Bool {
        switch (a, b) {
        case (.number(let x), .number(let y)): JSONNumber.less(x, y)
        case (.text(let x), .text(let y)): x.order(y) < 0
        default: false
        }
    }

    private func equal(_ a: Operand, _ b: Operand) -> Bool {
        switch (a, b) {
        case (.nothing, .nothing), (.null, .null): true
        case (.bool(let x), .bool(let y)): x == y
        case (.number(let x), .number(let y)): JSONNumber.equal(x, y)
        case (.text(let x), .text(let y)): x.equals(y)
        case (.container(let x), .container(let y)): equalContainers(x, y)
        default: false
        }
    }

    /// Arrays by their elements in order, objects by their members in any order. Objects whose members stand in the same
    /// order take one pass. Goes as deep as the tape nests, which has a limit.
    private func equalContainers(_ a: Int32, _ b: Int32) -> Bool {
        let first = entries[Int(a)]
        let second = entries[Int(b)]
        guard first.kind == second.kind, first.count == second.count else { return false }
        var x = a &+ 1
        var y = b &+ 1
        for _ in 0..<first.count {
            x = counted(x)
            y = counted(y)
            var other = y
            if first.kind == .object, !key(x).equals(key(y)) {
                other = member(of: b, key(x))
                if other < 0 { return false }
            }
            guard equal(value(x), value(other)) else { return false }
            x = entries[Int(x)].next
            y = entries[Int(y)].next
        }
        return true
    }

    /// The first child from `index` on that counts: no later member repeats its name. The last of a name always counts.
    @inline(__always)
    private func counted(_ index: Int32) -> Int32 {
        var child = index
        while entries[Int(child)].isRepeated { child = entries[Int(child)].next }
        return child
    }
}
