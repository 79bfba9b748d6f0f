/// Evaluates JSONPath queries (RFC 9535) over an answer's bytes. One per shard; its tape is laid out at most once an
/// answer, and only for a second query or one that needs it. Once its memory has grown to what answers need, it
/// allocates nothing.
///
/// Bodies are read during the call only. Nodes point into the body they were found in.
public struct JSONScanner: ~Copyable {
    private var tape = JSONTape()
    private let scratch: UnsafeMutablePointer<JSONScratch>
    /// The body that is on the tape, or was not JSON.
    private var laidOut: UnsafeRawBufferPointer?
    private var layOutError: JSONError?
    /// The body that was scanned for one value and is JSON: for the next one it is worth laying out.
    private var scanned: UnsafeRawBufferPointer?
    /// Why the last query could not read the body; `nil` where it did, whether or not it found something.
    public private(set) var error: JSONError?

    /// A scanner without memory of any answer.
    public init() {
        scratch = .allocate(capacity: 1)
        scratch.initialize(to: JSONScratch())
    }

    deinit {
        scratch.pointee.free()
        scratch.deinitialize(count: 1)
        scratch.deallocate()
    }

    /// Another answer is looked at from now on, perhaps in the same memory: the tape of the last one is no longer valid.
    public mutating func forget() {
        laidOut = nil
        scanned = nil
    }

    /// The first node that a query finds; `nil` where it finds none or the body is not JSON.
    public mutating func first(_ query: JSONQuery, in body: UnsafeRawBufferPointer) -> JSONNode? {
        if let steps = query.steps, !isKnown(body) { return point(steps, body) }
        guard layOut(body, for: query) else { return nil }
        let evaluation = evaluation(query, body)
        let found = evaluation.first(query.program.root, at: 0)
        return found >= 0 ? evaluation.node(found) : nil
    }

    /// How many nodes a query finds.
    public mutating func count(_ query: JSONQuery, in body: UnsafeRawBufferPointer) -> Int {
        if query.steps != nil { return first(query, in: body) == nil ? 0 : 1 }
        guard layOut(body, for: query) else { return 0 }
        var search = JSONEvaluation.Search(limit: .max)
        evaluation(query, body).run(query.program.root, at: 0, &search)
        return search.count
    }

    /// Adds all nodes that a query finds, in order.
    public mutating func all(_ query: JSONQuery, in body: UnsafeRawBufferPointer, into nodes: inout [JSONNode]) {
        if query.steps != nil {
            if let node = first(query, in: body) { nodes.append(node) }
            return
        }
        guard layOut(body, for: query) else { return }
        let evaluation = evaluation(query, body)
        withUnsafeMutablePointer(to: &nodes) { nodes in
            var search = JSONEvaluation.Search(limit: .max, nodes: nodes)
            evaluation.run(query.program.root, at: 0, &search)
        }
    }

    /// Elements or members of an array or object given as JSON text; 0 for anything else.
    public mutating func childCount(of text: UnsafeRawBufferPointer) -> Int {
        // The text of a variable may change where it stands.
        forget()
        defer { forget() }
        guard layOut(text) else { return 0 }
        tape.markRepeatedNames(in: text)
        return Int(tape.entries[0].count)
    }

    // MARK: Texts that are no answers

    /// An element of an array given as JSON text, from its end where `index` is negative.
    public mutating func element(_ index: Int64, of text: UnsafeRawBufferPointer) -> JSONNode? {
        forget()
        defer { forget() }
        guard layOut(text), tape.entries[0].kind == .array else { return nil }
        let count = Int64(tape.entries[0].count)
        // From the end: a count is small, so this cannot overflow.
        let wanted = index < 0 ? count + index : index
        guard wanted >= 0, wanted < count else { return nil }
        var entry = 1
        for _ in 0..<wanted { entry = Int(tape.entries[entry].next) }
        return node(entry, text)
    }

    /// A member of an object given as JSON text, the last one of that name.
    public mutating func member(_ name: UnsafeRawBufferPointer, of text: UnsafeRawBufferPointer) -> JSONNode? {
        forget()
        defer { forget() }
        guard layOut(text), tape.entries[0].kind == .object else { return nil }
        let wanted = JSONText(bytes: name, isEscaped: false)
        var found: JSONNode?
        var entry = 1
        for _ in 0..<tape.entries[0].count {
            if tape.entries[entry].name(in: text).equals(wanted) { found = node(entry, text) }
            entry = Int(tape.entries[entry].next)
        }
        return found
    }

    /// Adds the elements of an array given as JSON text.
    public mutating func elements(of text: UnsafeRawBufferPointer, into nodes: inout [JSONNode]) {
        forget()
        defer { forget() }
        guard layOut(text), tape.entries[0].kind == .array else { return }
        var entry = 1
        for _ in 0..<tape.entries[0].count {
            nodes.append(node(entry, text))
            entry = Int(tape.entries[entry].next)
        }
    }

    private func node(_ entry: Int, _ text: UnsafeRawBufferPointer) -> JSONNode {
        let found = tape.entries[entry]
        return JSONNode(
            kind: found.kind,
            bytes: UnsafeRawBufferPointer(rebasing: text[Int(found.start)..<Int(found.end)])
        )
    }

    // MARK: Reading

    /// Whether the body was looked into before.
    private func isKnown(_ body: UnsafeRawBufferPointer) -> Bool {
        Self.isSame(laidOut, body) || Self.isSame(scanned, body)
    }

    private static func isSame(_ known: UnsafeRawBufferPointer?, _ body: UnsafeRawBufferPointer) -> Bool {
        known?.baseAddress == body.baseAddress && known?.count == body.count
    }

    private mutating func point(
        _ steps: UnsafeBufferPointer<JSONPointerScan.Step>,
        _ body: UnsafeRawBufferPointer
    ) -> JSONNode? {
        do throws(JSONError) {
            let found = try JSONPointerScan.find(steps, in: body)
            scanned = body
            error = nil
            return found
        } catch {
            self.error = error
            return nil
        }
    }

    private mutating func layOut(_ body: UnsafeRawBufferPointer, for query: JSONQuery) -> Bool {
        guard layOut(body) else { return false }
        if !query.program.root.isSingular { tape.markRepeatedNames(in: body) }
        return true
    }

    private mutating func layOut(_ body: UnsafeRawBufferPointer) -> Bool {
        if !Self.isSame(laidOut, body) {
            laidOut = body
            do throws(JSONError) {
                layOutError = nil
                try tape.parse(body)
            } catch {
                layOutError = error
            }
        }
        error = layOutError
        return layOutError == nil
    }

    private func evaluation(_ query: JSONQuery, _ body: UnsafeRawBufferPointer) -> JSONEvaluation {
        JSONEvaluation(program: query.program, text: body, entries: tape.entries, scratch: scratch)
    }
}
