import Curl
import Digest
import Groundwork
import JSON
import LoadPlan

/// Evaluates the pool's expressions for one user at a time and renders its templates.
///
/// One per shard. Everything it needs of the user and the answer is set before; nothing here allocates once buffers
/// have reached their size, except functions that say so.
final class Evaluator {
    let pool: ExpressionPool
    let plan: Plan
    let library: FunctionLibrary
    var variables: VariableStore
    /// The run's values; all users read them, nobody sets them but the run.
    var shared: VariableStore
    var arena = Arena()
    var scanner = JSONScanner()
    /// Nodes of the query that is evaluated now.
    var nodesFound: [JSONNode] = []
    /// What the regular expression that is evaluated now found.
    var rangesFound: [Range<Int>] = []
    /// Hides secrets in what is shown of values.
    let mask: SecretMask
    /// The answer as XML or HTML, read at most once.
    let markup = MarkupReader()

    // The user whose step is evaluated.
    var user = 0
    var number: Int64 = 0
    var iteration: Int64 = 0
    var region = 0
    var tenant = 0
    var random = SeededRandom(seed: 0)
    var rows: UnsafeMutablePointer<Int32>?
    /// How often the user has asked for the next number of the run's sequence.
    var sequenceCalls: UnsafeMutablePointer<UInt64>?

    // The answer it got, while there is one.
    var response: UnsafeMutablePointer<ResponseSink>?
    var status = 0
    var latency: Int64 = 0
    /// What a capture looks into instead of the answer's body.
    var subject: UnsafeRawBufferPointer?
    /// A text grew beyond ``textLimit`` since this was last set to false; the text itself is empty then.
    var isTextTooLong = false
    /// The first part that could not be read since this was last set to nil.
    var unread: Unread?

    /// Longest text that an expression may make, in bytes: `let s = s + s` must not take all memory.
    static let textLimit = 1 << 20

    private let nodes: UnsafeMutableBufferPointer<ExpressionPool.Node>
    private let operands: UnsafeMutableBufferPointer<NodeID>
    private let pieces: UnsafeMutableBufferPointer<ExpressionPool.Piece>
    private let templates: UnsafeMutableBufferPointer<ExpressionPool.PieceRange>
    private let regionNames: [UnsafeRawBufferPointer]
    private let tenantNames: [UnsafeRawBufferPointer]
    private var buffers: [GrowingBytes] = []
    private var depth = 0

    /// An evaluator of a pool that gets no more expressions, for `users` users.
    init(pool: ExpressionPool, plan: Plan, users: Int, library: FunctionLibrary) {
        self.pool = pool
        self.plan = plan
        self.library = library
        mask = SecretMask(plan.secrets.map(\.value))
        variables = VariableStore(users: users, variables: plan.variables.count)
        shared = VariableStore(users: 1, variables: plan.sharedValues.count)
        regionNames = plan.regions.map { pool.constant($0.name.utf8) }
        tenantNames = plan.tenants.map { pool.constant($0.name.utf8) }
        nodes = .allocate(capacity: max(1, pool.nodes.count))
        _ = nodes.initialize(from: pool.nodes)
        operands = .allocate(capacity: max(1, pool.operands.count))
        _ = operands.initialize(from: pool.operands)
        pieces = .allocate(capacity: max(1, pool.pieces.count))
        _ = pieces.initialize(from: pool.pieces)
        templates = .allocate(capacity: max(1, pool.templates.count))
        _ = templates.initialize(from: pool.templates)
        buffers = [GrowingBytes](repeating: GrowingBytes(), count: 8)
    }

    deinit {
        nodes.deallocate()
        operands.deallocate()
        pieces.deallocate()
        templates.deallocate()
        for index in buffers.indices { buffers[index].free() }
    }

    // MARK: Templates

    /// Renders a template to the end of a buffer.
    func render(_ template: TemplateID, into buffer: inout GrowingBytes) {
        for index in templates[template.int].pieces {
            switch pieces[index] {
            case .literal(let bytes): buffer.append(bytes)
            case .place(let node, let encoding): write(evaluate(node), encoding, to: &buffer)
            }
        }
    }

    /// Renders into a buffer of the evaluator's own and gives a copy in the arena.
    func rendered(_ write: (inout GrowingBytes) -> Void) -> UnsafeRawBufferPointer {
        if depth == buffers.count { buffers.append(GrowingBytes()) }
        let mine = depth
        depth += 1
        // Taken out while it grows: a nested template uses the next buffer.
        var buffer = buffers[mine]
        buffer.clear()
        write(&buffer)
        depth -= 1
        if buffer.count > Self.textLimit {
            isTextTooLong = true
            buffer.free()
            buffers[mine] = buffer
            return UnsafeRawBufferPointer(start: nil, count: 0)
        }
        buffers[mine] = buffer
        return arena.copy(buffer.bytes)
    }

    /// Writes a value as its context wants it.
    func write(_ value: RuntimeValue, _ encoding: Template.Encoding, to buffer: inout GrowingBytes) {
        switch encoding {
        case .jsonValue:
            switch value {
            case .text(let bytes):
                buffer.append(UInt8(ascii: "\""))
                JSONText.escape(bytes, to: &buffer)
                buffer.append(UInt8(ascii: "\""))
            case .none: buffer.append("null")
            case .date:
                buffer.append(UInt8(ascii: "\""))
                writePlain(value, to: &buffer)
                buffer.append(UInt8(ascii: "\""))
            default: writePlain(value, to: &buffer)
            }
        case .raw: writePlain(value, to: &buffer)
        case .jsonString, .url, .header:
            let bytes = text(of: value)
            switch encoding {
            case .jsonString: JSONText.escape(bytes, to: &buffer)
            case .url: PercentEncoding.encode(bytes, to: &buffer)
            default: buffer.append(headerValue: bytes)
            }
        }
    }

    /// A value as text: the text itself where it is one, otherwise a rendering in the arena.
    func text(of value: RuntimeValue) -> UnsafeRawBufferPointer {
        switch value {
        case .text(let bytes), .json(let bytes, _): bytes
        default: rendered { self.writePlain(value, to: &$0) }
        }
    }

    private func writePlain(_ value: RuntimeValue, to buffer: inout GrowingBytes) {
        switch value {
        case .none: break
        case .bool(let bool): buffer.append(bool ? "true" : "false")
        case .integer(let integer): buffer.append(decimal: integer)
        case .number(let number): buffer.append(number: number)
        case .text(let bytes), .json(let bytes, _): buffer.append(bytes)
        case .duration(let nanoseconds): buffer.append(number: Double(nanoseconds) / 1e9)
        case .date(let nanoseconds, let zone):
            library.calendar.write(nanoseconds, zone: zone, pattern: DateCalendar.isoPattern, to: &buffer)
        }
    }

    // MARK: Expressions

    /// What a node of the pool is.
    func node(_ number: NodeID) -> ExpressionPool.Node { nodes[number.int] }

    /// The numbers of a call's or a membership's operands.
    func operand(_ index: Int) -> NodeID { operands[index] }

    /// The value of a node; texts are valid until the arena is reset or their variable is set again.
    func evaluate(_ node: NodeID) -> RuntimeValue {
        switch nodes[node.int] {
        case .constant(let value): return value
        case .variable(let number): return variables.get(user: user, Int(number))
        case .shared(let number): return shared.get(user: 0, Int(number))
        case .column(let table, let column): return cell(Int(table), Int(column))
        case .attribute(let attribute): return self.attribute(attribute)
        case .status: return status > 0 ? .integer(Int64(status)) : .none
        case .header(let number): return header(pool.headerNames[Int(number)])
        case .json(let query): return json(Int(query), node)
        case .jsonCount(let query): return jsonCount(Int(query), node)
        case .regex(let regex): return self.regex(Int(regex), node)
        case .xpath(let query): return xpath(Int(query), node)
        case .cookie(let name): return cookie(pool.cookieNames[Int(name)])
        case .body:
            guard let response else { return .none }
            return .text(response.pointee.body.bytes)
        case .bodyDigest:
            guard let response else { return .none }
            return library.hex(Digest.sha256(response.pointee.body.bytes), self)
        case .size: return response.map { .integer(Int64($0.pointee.bodyBytes)) } ?? .none
        case .latency: return .duration(latency)
        case .template(let template): return .text(rendered { self.render(template, into: &$0) })
        case .not(let operand): return .bool(!evaluate(operand).isTrue)
        case .negate(let operand): return Arithmetic.negate(evaluate(operand))
        case .binary(let op, let left, let right): return binary(op, left, right)
        case .member(let value, let first, let count):
            let wanted = evaluate(value)
            for index in Int(first)..<Int(first + count)
            where Arithmetic.equal(wanted, evaluate(operands[index])) { return .bool(true) }
            return .bool(false)
        case .matches(let operand, let regex): return .bool(matches(operand, Int(regex), node))
        case .written(let template, let kind): return .json(rendered { self.render(template, into: &$0) }, kind)
        case .item(let list, let key): return item(of: evaluate(list), evaluate(key))
        case .isKind(let operand, let kind): return .bool(Arithmetic.isKind(evaluate(operand), kind))
        case .call(let function, let first, let count):
            return library.call(function, operands[Int(first)..<Int(first + count)], self)
        case .format(let operand, let pattern):
            return format(evaluate(operand), pool.patterns[Int(pattern)])
        }
    }

    private func binary(_ op: BinaryOperator, _ left: NodeID, _ right: NodeID) -> RuntimeValue {
        switch op {
        case .and: return .bool(evaluate(left).isTrue && evaluate(right).isTrue)
        case .or: return .bool(evaluate(left).isTrue || evaluate(right).isTrue)
        case .plus:
            let a = evaluate(left)
            let b = evaluate(right)
            if case .text(let first) = a {
                let second = text(of: b)
                return .text(
                    rendered {
                        $0.append(first)
                        $0.append(second)
                    }
                )
            }
            return Arithmetic.apply(op, a, b)
        case .contains, .startsWith, .endsWith:
            let a = evaluate(left)
            guard !a.isNone else { return .bool(false) }
            let isFound = Arithmetic.search(op, text(of: a), text(of: evaluate(right)))
            if !isFound { noteCompressed(left) }
            return .bool(isFound)
        case .notEqual:
            let differs = Arithmetic.apply(op, evaluate(left), evaluate(right))
            if differs.isTrue {
                noteCompressed(left)
                noteCompressed(right)
            }
            return differs
        default: return Arithmetic.apply(op, evaluate(left), evaluate(right))
        }
    }

    private func attribute(_ attribute: UserAttribute) -> RuntimeValue {
        switch attribute {
        case .region: .text(regionNames[region])
        case .tenant: .text(tenantNames[tenant])
        case .user: .integer(number + 1)
        case .iteration: .integer(iteration + 1)
        }
    }

    private func cell(_ table: Int, _ column: Int) -> RuntimeValue {
        guard let rows else { return .none }
        return library.tables.cell(table: table, row: Int(rows[table]), column: column)
    }

    private func format(_ value: RuntimeValue, _ pattern: UnsafeRawBufferPointer) -> RuntimeValue {
        switch value {
        case .date(let nanoseconds, let zone):
            return .text(
                rendered {
                    self.library.calendar.write(nanoseconds, zone: zone, pattern: pattern, to: &$0)
                }
            )
        default:
            guard let number = value.asNumber else { return value }
            return .text(rendered { NumberFormat.write(number, pattern: pattern, to: &$0) })
        }
    }
}
