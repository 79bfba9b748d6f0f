import Curl
import Extraction
import Groundwork
import JSON
import LoadPlan

typealias NodeID = IndexOf<ExpressionPool.Node>
typealias TemplateID = IndexOf<ExpressionPool.PieceRange>

/// The plan's expressions and templates, laid out flat: a node refers to its operands by number, and every constant
/// text has one place in memory for the whole run. Built once per shard before the load starts.
final class ExpressionPool {
    /// One operation.
    enum Node {
        case constant(RuntimeValue)
        case variable(Int32)
        case shared(Int32)
        case column(table: Int32, column: Int32)
        case attribute(UserAttribute)
        case status
        case header(Int32)
        case json(Int32)
        case jsonCount(Int32)
        case regex(Int32)
        case xpath(Int32)
        case cookie(Int32)
        case body
        case bodyDigest
        case size
        case latency
        case template(TemplateID)
        case not(NodeID)
        case negate(NodeID)
        case binary(BinaryOperator, NodeID, NodeID)
        case member(NodeID, first: Int32, count: Int32)
        case matches(NodeID, regex: Int32)
        case written(TemplateID, ValueKind)
        case item(NodeID, NodeID)
        case isKind(NodeID, ValueKind)
        case call(Function, first: Int32, count: Int32)
        case format(NodeID, pattern: Int32)
    }

    /// One piece of a template.
    enum Piece {
        case literal(UnsafeRawBufferPointer)
        case place(NodeID, Template.Encoding)
    }

    /// The pieces of one template.
    struct PieceRange {
        var pieces: Range<Int>
    }

    private(set) var nodes: [Node] = []
    /// Operand lists of calls and memberships.
    private(set) var operands: [NodeID] = []
    private(set) var pieces: [Piece] = []
    private(set) var templates: [PieceRange] = []
    /// Header names that answers are searched for, lower case.
    private(set) var headerNames: [UnsafeRawBufferPointer] = []
    private(set) var queries: [JSONQuery] = []
    private(set) var patterns: [UnsafeRawBufferPointer] = []
    var regexes: [PreparedRegex] = []
    var xpaths: [XPathExpression?] = []
    /// Names of cookies that answers are searched for.
    var cookieNames: [UnsafeRawBufferPointer] = []
    private var constants: [UnsafeMutableRawBufferPointer] = []
    /// Tables that were read since this was last emptied.
    var tablesRead: Set<Int> = []
    /// Calls of `sequence`.
    private(set) var sequencePlaces = 0
    private let secrets: [Plan.Secret]
    private let zones: [String]
    private var queryNumbers: [JSONPath: Int32] = [:]
    var regexNumbers: [RegexQuery: Int32] = [:]
    var xpathNumbers: [XPathQuery: Int32] = [:]

    init(secrets: [Plan.Secret], zones: [String]) {
        self.secrets = secrets
        self.zones = zones
    }

    deinit { for constant in constants { constant.deallocate() } }

    /// A place for bytes that stays until the pool goes.
    func constant(_ bytes: some Collection<UInt8>) -> UnsafeRawBufferPointer {
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, bytes.count), alignment: 1)
        memory.copyBytes(from: bytes)
        constants.append(memory)
        return UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(memory)[0..<bytes.count])
    }

    /// Lays out a template.
    /// - Returns: its number.
    func add(_ template: Template) -> TemplateID {
        var own: [Piece] = []
        for segment in template.segments {
            switch segment {
            case .literal(let bytes): own.append(.literal(constant(bytes)))
            case .place(let expression, let encoding): own.append(.place(add(expression), encoding))
            }
        }
        let start = pieces.count
        pieces += own
        return templates.add(PieceRange(pieces: start..<pieces.count))
    }

    /// Lays out an expression.
    /// - Returns: the number of its topmost node.
    func add(_ expression: Expression) -> NodeID {
        switch expression {
        case .literal(let value): append(.constant(runtime(value)))
        case .variable(let number): append(.variable(Int32(number)))
        case .shared(let number): append(.shared(Int32(number)))
        case .secret(let number): append(.constant(.text(constant(secrets[number].value.utf8))))
        case .column(let table, let column): append(readColumn(table, column))
        case .attribute(let attribute): append(.attribute(attribute))
        case .response(let part): append(node(part))
        case .template(let template): append(.template(add(template)))
        case .unary(.not, let operand): append(.not(add(operand)))
        case .unary(.minus, let operand): append(.negate(add(operand)))
        case .binary(let op, let left, let right): append(.binary(op, add(left), add(right)))
        case .member(let value, let candidates):
            appendList(candidates) { .member(self.add(value), first: $0, count: $1) }
        case .call(.date, let arguments) where zoneNumber(arguments.first) != nil:
            appendList([.literal(.integer(zoneNumber(arguments.first) ?? -1))] + arguments.dropFirst()) {
                .call(.date, first: $0, count: $1)
            }
        case .matches(let value, let regex): append(.matches(add(value), regex: self.regex(regex)))
        case .json(let template, let kind): append(.written(add(template), kind))
        case .item(let list, let key): append(.item(add(list), add(key)))
        case .isKind(let value, let kind): append(.isKind(add(value), kind))
        case .call(let function, let arguments): add(function, arguments)
        case .format(let value, let pattern):
            append(.format(add(value), pattern: addPattern(pattern)))
        }
    }

    private func readColumn(_ table: Int, _ column: Int) -> Node {
        tablesRead.insert(table)
        return .column(table: Int32(table), column: Int32(column))
    }

    private func add(_ function: Function, _ arguments: [Expression]) -> NodeID {
        if function == .sequence { sequencePlaces += 1 }
        return appendList(arguments) { .call(function, first: $0, count: $1) }
    }

    /// The number in the plan of a zone that is given by name.
    private func zoneNumber(_ expression: Expression?) -> Int64? {
        guard case .literal(.text(let name)) = expression else { return nil }
        return zones.firstIndex(of: name).map { Int64($0) }
    }

    /// What an answer is asked for.
    func node(_ part: ResponsePart) -> Node {
        switch part {
        case .status: return .status
        case .header(let name):
            headerNames.append(constant(name.lowercased().utf8))
            return .header(Int32(headerNames.count - 1))
        case .json(let path): return .json(query(path))
        case .jsonCount(let path): return .jsonCount(query(path))
        case .regex(let regex): return .regex(self.regex(regex))
        case .xpath(let query): return .xpath(xpath(query))
        case .cookie(let name):
            cookieNames.append(constant(name.utf8))
            return .cookie(Int32(cookieNames.count - 1))
        case .body: return .body
        case .bodyDigest: return .bodyDigest
        case .size: return .size
        case .latency: return .latency
        }
    }

    private func addPattern(_ pattern: String) -> Int32 {
        patterns.append(constant(pattern.utf8))
        return Int32(patterns.count - 1)
    }

    /// The number of a prepared query; equal queries share one.
    func query(_ path: JSONPath) -> Int32 {
        if let known = queryNumbers[path] { return known }
        queries.append(JSONQuery(path))
        queryNumbers[path] = Int32(queries.count - 1)
        return Int32(queries.count - 1)
    }

    private func append(_ node: Node) -> NodeID { nodes.add(node) }

    private func appendList(_ expressions: [Expression], _ make: (Int32, Int32) -> Node) -> NodeID {
        let numbers = expressions.map { add($0) }
        let first = Int32(operands.count)
        operands += numbers
        return append(make(first, Int32(numbers.count)))
    }

    private func runtime(_ value: Value) -> RuntimeValue {
        switch value {
        case .none: .none
        case .bool(let value): .bool(value)
        case .integer(let value): .integer(value)
        case .number(let value): .number(value)
        case .text(let value): .text(constant(value.utf8))
        case .duration(let value): .duration(value)
        case .date(let nanoseconds, let zone): .date(nanoseconds: nanoseconds, zone: zone)
        case .list(let values): .json(constant(Self.json(values).utf8), .array)
        }
    }

    private static func json(_ values: [Value]) -> String {
        "["
            + values.map { value in
                switch value {
                case .none: "null"
                case .bool(let value): "\(value)"
                case .integer(let value): "\(value)"
                case .number(let value): "\(value)"
                case .text(let text): quoted(text)
                case .duration(let value): "\(value)"
                case .date(let nanoseconds, _): "\(nanoseconds)"
                case .list(let values): json(values)
                }
            }.joined(separator: ",") + "]"
    }

    private static func quoted(_ text: String) -> String {
        var buffer = GrowingBytes()
        defer { buffer.free() }
        var bytes = Array(text.utf8)
        bytes.withUnsafeMutableBytes { JSONText.escape($0, to: &buffer) }
        return "\"" + String(decoding: buffer.bytes, as: UTF8.self) + "\""
    }
}
