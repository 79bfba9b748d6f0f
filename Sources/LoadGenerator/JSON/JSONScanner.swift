import LoadPlan

/// Evaluates JSONPath queries (RFC 9535) over an answer's bytes. One per shard; its tape is laid out at most once an
/// answer and only for queries that need it.
struct JSONScanner: ~Copyable {
    var tape = JSONTape()
    private var isLaidOut = false

    init() {}

    /// Another answer is looked at from now on: the tape of the last one is no longer valid.
    mutating func forget() { isLaidOut = false }

    private mutating func layOut(_ body: UnsafeRawBufferPointer) -> Bool {
        if !isLaidOut {
            isLaidOut = true
            return tape.parse(body)
        }
        return tape.count > 0
    }

    /// The first node that a query finds; `nil` where it finds none or the body is not JSON.
    mutating func first(_ query: JSONQuery, in body: UnsafeRawBufferPointer) -> JSONNode? {
        if let steps = query.steps { return JSONPointerScan.find(UnsafeBufferPointer(steps), in: body) }
        guard layOut(body) else { return nil }
        var found = -1
        _ = visit(query.path.segments, from: 0, at: 0) { index in
            found = index
            return false
        }
        return found >= 0 ? tape.node(found) : nil
    }

    /// How many nodes a query finds.
    mutating func count(_ query: JSONQuery, in body: UnsafeRawBufferPointer) -> Int {
        guard layOut(body) else { return 0 }
        var count = 0
        _ = visit(query.path.segments, from: 0, at: 0) { _ in
            count += 1
            return true
        }
        return count
    }

    /// Adds all nodes that a query finds, in order.
    mutating func all(_ query: JSONQuery, in body: UnsafeRawBufferPointer, into nodes: inout [JSONNode]) {
        guard layOut(body) else { return }
        _ = visit(query.path.segments, from: 0, at: 0) { index in
            nodes.append(tape.node(index))
            return true
        }
    }

    /// Elements or members of an array or object given as JSON text.
    mutating func childCount(of text: UnsafeRawBufferPointer) -> Int {
        isLaidOut = false
        return tape.parse(text) ? Int(tape[0].count) : 0
    }

    /// Whether a member's name, in quotes as it stands in the text, is this name.
    static func name(_ quoted: UnsafeRawBufferPointer, is name: UnsafeRawBufferPointer) -> Bool {
        let node = JSONNode(kind: .string, bytes: quoted)
        if let plain = node.plainString { return plain.equals(name) }
        return node.equalsDecoded(name)
    }
}
