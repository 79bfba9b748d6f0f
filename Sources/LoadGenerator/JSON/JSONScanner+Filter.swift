import Curl
import LoadPlan

extension JSONScanner {
    /// A side of a comparison.
    private enum Operand {
        /// A query that found nothing, or a function without a result.
        case nothing
        case node(Int)
        case literal(Value)
    }

    /// Whether a logical expression holds for the node at `index` (section 2.3.5).
    func holds(_ logical: JSONPath.Logical, at index: Int) -> Bool {
        switch logical {
        case .or(let parts): return parts.contains { holds($0, at: index) }
        case .and(let parts): return parts.allSatisfy { holds($0, at: index) }
        case .not(let part): return !holds(part, at: index)
        case .exists(let query): return first(query, at: index) != nil
        case .test(let call): return test(call, at: index)
        case .compare(let left, let op, let right):
            return compare(operand(left, at: index), op, operand(right, at: index))
        }
    }

    private func first(_ query: JSONPath.Query, at index: Int) -> Int? {
        var found: Int?
        _ = visit(query.segments, from: 0, at: query.relative ? index : 0) {
            found = $0
            return false
        }
        return found
    }

    private func operand(_ comparable: JSONPath.Comparable, at index: Int) -> Operand {
        switch comparable {
        case .literal(let value): return .literal(value)
        case .query(let query): return first(query, at: index).map { .node($0) } ?? .nothing
        case .call(let call): return value(of: call, at: index)
        }
    }

    // MARK: Functions (section 2.4)

    private func value(of call: JSONPath.FunctionCall, at index: Int) -> Operand {
        guard let argument = call.arguments.first else { return .nothing }
        switch call.name {
        case .length: return length(operand(argument, at: index))
        case .count:
            guard case .query(let query) = argument else { return .nothing }
            var count: Int64 = 0
            _ = visit(query.segments, from: 0, at: query.relative ? index : 0) { _ in
                count += 1
                return true
            }
            return .literal(.integer(count))
        case .value:
            guard case .query(let query) = argument else { return .nothing }
            var found: [Int] = []
            _ = visit(query.segments, from: 0, at: query.relative ? index : 0) {
                found.append($0)
                return found.count < 2
            }
            return found.count == 1 ? .node(found[0]) : .nothing
        case .match, .search: return .literal(.bool(test(call, at: index)))
        }
    }

    private func length(_ operand: Operand) -> Operand {
        switch operand {
        case .nothing: return .nothing
        case .literal(.text(let text)): return .literal(.integer(Int64(text.unicodeScalars.count)))
        case .literal: return .nothing
        case .node(let node):
            switch tape[node].kind {
            case .array, .object: return .literal(.integer(Int64(tape[node].count)))
            case .string: return .literal(.integer(Int64(string(node).unicodeScalars.count)))
            case .null, .bool, .number: return .nothing
            }
        }
    }

    /// `match` and `search`; a pattern that is not a regular expression matches nothing.
    ///
    /// I-Regexp (RFC 9485) is a subset of what Swift's regular expressions read.
    private func test(_ call: JSONPath.FunctionCall, at index: Int) -> Bool {
        guard call.arguments.count == 2, let text = self.text(operand(call.arguments[0], at: index)),
            let pattern = self.text(operand(call.arguments[1], at: index)), let regex = try? Regex(pattern)
        else { return false }
        let found = call.name == .match ? try? regex.wholeMatch(in: text) : try? regex.firstMatch(in: text)
        return (found ?? nil) != nil
    }

    private func text(_ operand: Operand) -> String? {
        switch operand {
        case .literal(.text(let text)): text
        case .node(let node) where tape[node].kind == .string: string(node)
        default: nil
        }
    }

    private func string(_ node: Int) -> String { tape.node(node).string }

    // MARK: Comparisons (section 2.3.5.2.2)

    private func compare(_ a: Operand, _ op: BinaryOperator, _ b: Operand) -> Bool {
        switch op {
        case .equal: equal(a, b)
        case .notEqual: !equal(a, b)
        case .less: less(a, b)
        case .greater: less(b, a)
        case .lessOrEqual: less(a, b) || equal(a, b)
        case .greaterOrEqual: less(b, a) || equal(a, b)
        default: false
        }
    }

    private func equal(_ a: Operand, _ b: Operand) -> Bool {
        switch (a, b) {
        case (.nothing, .nothing): return true
        case (.nothing, _), (_, .nothing): return false
        case (.node(let first), .node(let second)): return equal(first, second)
        case (.node(let node), .literal(let value)), (.literal(let value), .node(let node)):
            return equal(node, value)
        case (.literal(let first), .literal(let second)):
            if let x = Self.number(first), let y = Self.number(second) { return x == y }
            return first == second
        }
    }

    private static func number(_ value: Value) -> Double? {
        switch value {
        case .integer(let integer): Double(integer)
        case .number(let number): number
        default: nil
        }
    }

    private func equal(_ node: Int, _ value: Value) -> Bool {
        switch (tape[node].kind, value) {
        case (.null, .none): return true
        case (.bool, .bool(let bool)): return tape.node(node).bytes.first == UInt8(ascii: bool ? "t" : "f")
        case (.number, .integer(let integer)):
            if let own = tape.node(node).int64 { return own == integer }
            return tape.node(node).double == Double(integer)
        case (.number, .number(let number)): return tape.node(node).double == number
        case (.string, .text(var text)):
            return text.withUTF8 { bytes in
                let node = tape.node(node)
                let wanted = UnsafeRawBufferPointer(bytes)
                return node.plainString.map { $0.equals(wanted) } ?? node.equalsDecoded(wanted)
            }
        default: return false
        }
    }

    /// Deep equality of two nodes; the order of members does not matter.
    private func equal(_ a: Int, _ b: Int) -> Bool {
        guard tape[a].kind == tape[b].kind else { return false }
        switch tape[a].kind {
        case .null: return true
        case .bool: return tape.node(a).bytes.first == tape.node(b).bytes.first
        case .number: return tape.node(a).double == tape.node(b).double
        case .string: return string(a).unicodeScalars.elementsEqual(string(b).unicodeScalars)
        case .array:
            guard tape[a].count == tape[b].count else { return false }
            var x = a + 1
            var y = b + 1
            for _ in 0..<tape[a].count {
                guard equal(x, y) else { return false }
                x = Int(tape[x].next)
                y = Int(tape[y].next)
            }
            return true
        case .object:
            guard tape[a].count == tape[b].count else { return false }
            var x = a + 1
            for _ in 0..<tape[a].count {
                guard let y = member(of: b, Array(tape.key(x).string.utf8)), equal(x, y) else { return false }
                x = Int(tape[x].next)
            }
            return true
        }
    }

    private func less(_ a: Operand, _ b: Operand) -> Bool {
        if let x = numeric(a), let y = numeric(b) { return x < y }
        if let x = text(a), let y = text(b) { return x.unicodeScalars.lexicographicallyPrecedes(y.unicodeScalars) }
        return false
    }

    private func numeric(_ operand: Operand) -> Double? {
        switch operand {
        case .literal(let value): Self.number(value)
        case .node(let node): tape.node(node).double
        case .nothing: nil
        }
    }
}

extension JSONNode {
    /// The string's content; not for the hot path.
    var string: String {
        var buffer = ByteBuffer()
        defer { buffer.free() }
        decodedString(into: &buffer)
        return String(decoding: buffer.bytes, as: UTF8.self)
    }

    /// Whether a string with escapes has this content.
    func equalsDecoded(_ wanted: UnsafeRawBufferPointer) -> Bool {
        var buffer = ByteBuffer()
        defer { buffer.free() }
        decodedString(into: &buffer)
        return buffer.bytes.equals(wanted)
    }
}
