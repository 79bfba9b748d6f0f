public import LoadPlan

/// A JSONPath query made ready once: names stand in memory of its own, patterns are compiled.
public final class JSONQuery {
    let path: JSONPath
    let program: JSONProgram
    /// The way, where every step is a single name or an index from the front: such queries need no tape.
    let steps: UnsafeBufferPointer<JSONPointerScan.Step>?
    private let memory: [UnsafeMutableRawPointer]
    private let patterns: [IRegexp]

    /// Makes a query ready.
    public init(_ path: JSONPath) {
        self.path = path
        var builder = JSONProgramBuilder()
        program = builder.build(path)
        memory = builder.memory
        patterns = builder.patterns
        steps = Self.steps(program)
    }

    private static func steps(_ program: JSONProgram) -> UnsafeBufferPointer<JSONPointerScan.Step>? {
        guard program.root.isSingular else { return nil }
        var steps: [JSONPointerScan.Step] = []
        for number in program.root.segments {
            switch program.selectors[Int(program.segments[Int(number)].selectors.lowerBound)] {
            case .name(let name): steps.append(.name(name))
            case .index(let index) where index >= 0: steps.append(.index(index))
            // Where -1 is shows only at the array's end.
            case .index, .wildcard, .slice, .filter: return nil
            }
        }
        let pointer = UnsafeMutablePointer<JSONPointerScan.Step>.allocate(capacity: max(1, steps.count))
        pointer.initialize(from: steps, count: steps.count)
        return UnsafeBufferPointer(start: pointer, count: steps.count)
    }

    deinit {
        steps?.baseAddress?.deallocate()
        for part in memory { part.deallocate() }
    }
}
