/// Values one after another with nothing but blanks between them, as NDJSON writes one a line.
public struct JSONSequence {
    private let text: UnsafeRawBufferPointer
    private var place = 0

    /// The values of a text, which must live as long as they are asked for.
    public init(_ text: UnsafeRawBufferPointer) {
        self.text = text
    }

    /// The next value; `nil` at the end.
    /// - Throws: ``JSONError`` where something else than a value follows.
    public mutating func next() throws(JSONError) -> JSONNode? {
        guard place < text.count else { return nil }
        let lexer = try JSONLexer(text)
        let start = lexer.skipSpace(place)
        guard start < text.count else { return nil }
        let (node, end) = try lexer.node(at: start)
        place = end
        return node
    }
}

/// The elements of an array in order.
public struct JSONElements: Sequence, IteratorProtocol {
    private let array: JSONNode
    private var offset = 0

    fileprivate init(_ array: JSONNode) {
        self.array = array
    }

    /// The next element; `nil` after the last.
    public mutating func next() -> JSONNode? {
        guard array.kind == .array, let (element, end) = JSONElement.next(in: array.bytes, from: offset) else {
            return nil
        }
        offset = end
        return element
    }
}

/// The members of an object in order, also those whose name comes again.
public struct JSONMembers: Sequence, IteratorProtocol {
    private let object: JSONNode
    private var offset = 0

    fileprivate init(_ object: JSONNode) {
        self.object = object
    }

    /// The next member's name, which is a string, and its value; `nil` after the last.
    public mutating func next() -> (name: JSONNode, value: JSONNode)? {
        guard object.kind == .object, let lexer = try? JSONLexer(object.bytes) else { return nil }
        // Past the brace that opens the object, or the comma after the member before.
        let start = lexer.skipSpace(offset == 0 ? 1 : lexer.skipSpace(offset) + 1)
        guard let name = try? lexer.name(start), let place = try? lexer.colon(name.place),
            let (value, end) = try? lexer.node(at: place)
        else { return nil }
        offset = end
        let bytes = UnsafeRawBufferPointer(rebasing: object.bytes[start..<name.place])
        return (JSONNode(kind: .string, bytes: bytes), value)
    }
}

/// For inputs that are read once, row by row. What the node is of has been read as JSON.
extension JSONNode {
    /// What an array holds; nothing of what is not an array.
    public var elements: JSONElements { JSONElements(self) }

    /// What an object holds; nothing of what is not an object.
    public var members: JSONMembers { JSONMembers(self) }
}

extension JSONLexer {
    /// The value that begins here, and the place after it.
    func node(at start: Int) throws(JSONError) -> (JSONNode, Int) {
        var visitor = KindOfValue()
        let end = try walk(&visitor, from: start, depth: 0)
        let bytes = UnsafeRawBufferPointer(start: bytes + start, count: end - start)
        return (JSONNode(kind: visitor.kind ?? .null, bytes: bytes), end)
    }

    /// Notes what the outermost value is.
    private struct KindOfValue: JSONVisitor {
        private(set) var kind: JSONNode.Kind?

        mutating func open(isObject: Bool, at start: Int) { if kind == nil { kind = isObject ? .object : .array } }
        mutating func close(at end: Int) {}
        mutating func name(from start: Int, to end: Int, isEscaped: Bool) {}
        mutating func scalar(_ kind: JSONNode.Kind, from start: Int, to end: Int, isEscaped: Bool) {
            if self.kind == nil { self.kind = kind }
        }
    }
}
