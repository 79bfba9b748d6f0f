import LoadPlan

/// Lays a query out as a ``JSONProgram``. Whoever calls ``build(_:)`` frees ``memory`` and keeps ``patterns``.
struct JSONProgramBuilder {
    /// Memory of names, literals and parts.
    private(set) var memory: [UnsafeMutableRawPointer] = []
    /// Patterns written as literals.
    private(set) var patterns: [IRegexp] = []

    private var segments: [JSONProgram.Segment] = []
    private var selectors: [JSONProgram.Selector] = []
    private var logicals: [JSONProgram.Logical] = []
    private var operands: [JSONProgram.Operand] = []

    init() {}

    mutating func build(_ path: JSONPath) -> JSONProgram {
        let root = query(path.segments, isRelative: false)
        return JSONProgram(
            segments: freeze(segments),
            selectors: freeze(selectors),
            logicals: freeze(logicals),
            operands: freeze(operands),
            root: root
        )
    }

    /// For plain values, which nothing has to destroy.
    private mutating func freeze<Part>(_ parts: [Part]) -> UnsafeBufferPointer<Part> {
        let pointer = UnsafeMutablePointer<Part>.allocate(capacity: max(1, parts.count))
        pointer.initialize(from: parts, count: parts.count)
        memory.append(UnsafeMutableRawPointer(pointer))
        return UnsafeBufferPointer(start: pointer, count: parts.count)
    }

    // Parts of a whole stand side by side: they are made first, since making them adds parts of their own, and added
    // together then.

    private mutating func query(_ path: [JSONPath.Segment], isRelative: Bool) -> JSONProgram.Query {
        let made = path.map { segment in
            switch segment {
            case .child(let selectors):
                JSONProgram.Segment(isDescendant: false, selectors: self.selectors(selectors))
            case .descendant(let selectors):
                JSONProgram.Segment(isDescendant: true, selectors: self.selectors(selectors))
            }
        }
        return JSONProgram.Query(
            isRelative: isRelative,
            isSingular: JSONPath.isSingular(path),
            segments: Self.add(made, to: &segments)
        )
    }

    private static func add<Part>(_ made: [Part], to parts: inout [Part]) -> JSONProgram.Numbers {
        let first = Int32(parts.count)
        parts += made
        return first..<Int32(parts.count)
    }

    private mutating func selectors(_ list: [JSONPath.Selector]) -> JSONProgram.Numbers {
        let made = list.map { selector -> JSONProgram.Selector in
            switch selector {
            case .name(let name): .name(keep(name))
            case .wildcard: .wildcard
            case .index(let index): .index(index)
            case .slice(let start, let end, let step): .slice(start: start, end: end, step: step)
            case .filter(let expression): .filter(logical(expression))
            }
        }
        return Self.add(made, to: &selectors)
    }

    private mutating func keep(_ bytes: [UInt8]) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(freeze(bytes))
    }

    // MARK: Filters

    private mutating func logical(_ expression: JSONPath.Logical) -> Int32 {
        let made = part(expression)
        logicals.append(made)
        return Int32(logicals.count - 1)
    }

    private mutating func part(_ expression: JSONPath.Logical) -> JSONProgram.Logical {
        switch expression {
        case .or(let list):
            let made = list.map { part($0) }
            return .or(Self.add(made, to: &logicals))
        case .and(let list):
            let made = list.map { part($0) }
            return .and(Self.add(made, to: &logicals))
        case .not(let inner): return .not(logical(inner))
        case .exists(let query): return .exists(self.query(query.segments, isRelative: query.relative))
        case .compare(let left, let op, let right): return .compare(operand(left), op, operand(right))
        case .test(let call): return test(call)
        }
    }

    private mutating func test(_ call: JSONPath.FunctionCall) -> JSONProgram.Logical {
        guard call.name == .match || call.name == .search, call.arguments.count == 2 else { return .or(0..<0) }
        var compiled: IRegexp.Code?
        if case .literal(let value) = call.arguments[1] {
            // A literal that is no pattern matches nothing (section 2.4.6).
            guard case .text(let pattern) = value, let expression = IRegexp(pattern.utf8) else {
                return .or(0..<0)
            }
            patterns.append(expression)
            compiled = expression.code
        }
        return .test(
            isWhole: call.name == .match,
            text: operand(call.arguments[0]),
            pattern: operand(call.arguments[1]),
            compiled: compiled
        )
    }

    private mutating func operand(_ comparable: JSONPath.Comparable) -> Int32 {
        let made: JSONProgram.Operand =
            switch comparable {
            case .literal(let value): literal(value)
            case .query(let query): .query(self.query(query.segments, isRelative: query.relative))
            case .call(let call): self.call(call)
            }
        operands.append(made)
        return Int32(operands.count - 1)
    }

    private mutating func literal(_ value: Value) -> JSONProgram.Operand {
        switch value {
        case .none: .literal(.null)
        case .bool(let bool): .literal(.bool(bool))
        case .integer(let integer): .literal(.number(.integer(integer)))
        case .number(let number): .literal(.number(.double(number)))
        case .text(let text): .literal(.text(keep(Array(text.utf8))))
        // JSONPath has no such literals.
        case .duration, .date, .list: .nothing
        }
    }

    private mutating func call(_ call: JSONPath.FunctionCall) -> JSONProgram.Operand {
        guard call.arguments.count == 1 else { return .nothing }
        switch (call.name, call.arguments[0]) {
        case (.length, let argument): return .length(operand(argument))
        case (.count, .query(let query)): return .count(self.query(query.segments, isRelative: query.relative))
        case (.value, .query(let query)): return .value(self.query(query.segments, isRelative: query.relative))
        case (.count, _), (.value, _), (.match, _), (.search, _): return .nothing
        }
    }
}
