/// Builds a ``JSONValue`` from a walk.
struct JSONTreeBuilder: JSONVisitor {
    private let text: UnsafeRawBufferPointer
    /// Arrays and objects that are open, outermost first.
    private var open: [Container] = []
    /// The whole value, once it has ended.
    private(set) var root: JSONValue?

    private enum Container {
        case array([JSONValue])
        case object(Members)
    }

    /// Members in the order in which their names come first.
    private struct Members {
        var list: [JSONMember] = []
        /// The name of the member that comes next.
        var name = ""
        /// Where each name is, in objects of more than a few members.
        private var places: [[UInt8]: Int] = [:]

        /// Objects of at most this many members are searched.
        private static let few = 8

        mutating func add(_ value: JSONValue) {
            if let place = place() {
                list[place].value = value
            } else {
                list.append(JSONMember(name: name, value: value))
            }
        }

        /// Where the name is, which is noted otherwise. Names are the same where their code points are (RFC 8259 section
        /// 8.3): Swift takes é and e with an accent for the same too.
        private mutating func place() -> Int? {
            if list.count < Self.few { return list.firstIndex { $0.name.utf8.elementsEqual(name.utf8) } }
            if places.isEmpty { for (place, member) in list.enumerated() { places[Array(member.name.utf8)] = place } }
            let key = Array(name.utf8)
            if let place = places[key] { return place }
            places[key] = list.count
            return nil
        }
    }

    init(_ text: UnsafeRawBufferPointer) {
        self.text = text
    }

    mutating func open(isObject: Bool, at start: Int) {
        open.append(isObject ? .object(Members()) : .array([]))
    }

    mutating func close(at end: Int) {
        switch open.popLast() {
        case .array(let items)?: add(.array(items))
        case .object(let members)?: add(.object(members.list))
        case nil: break
        }
    }

    mutating func name(from start: Int, to end: Int, isEscaped: Bool) {
        guard case .object(var members)? = open.popLast() else { return }
        members.name = string(from: start, to: end)
        open.append(.object(members))
    }

    mutating func scalar(_ kind: JSONNode.Kind, from start: Int, to end: Int, isEscaped: Bool) {
        switch kind {
        case .string: add(.string(string(from: start, to: end)))
        case .number: add(.number(String(decoding: text[start..<end], as: UTF8.self)))
        case .bool: add(.bool(text[start] == UInt8(ascii: "t")))
        case .null, .array, .object: add(.null)
        }
    }

    private func string(from start: Int, to end: Int) -> String {
        JSONNode(kind: .string, bytes: UnsafeRawBufferPointer(rebasing: text[start..<end])).string
    }

    private mutating func add(_ value: JSONValue) {
        switch open.popLast() {
        case .array(var items)?:
            items.append(value)
            open.append(.array(items))
        case .object(var members)?:
            members.add(value)
            open.append(.object(members))
        case nil: root = value
        }
    }
}
