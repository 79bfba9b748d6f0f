import LoadPlan

/// A JSONPath query made ready: names stand in memory of its own, so evaluating it touches no string.
final class JSONQuery {
    let path: JSONPath
    /// The way, where every step is a single name or an index from the front: such queries need no tape.
    private(set) var steps: UnsafeMutableBufferPointer<JSONPointerScan.Step>?
    private var names: [UnsafeMutableRawBufferPointer] = []

    init(_ path: JSONPath) {
        self.path = path
        var steps: [JSONPointerScan.Step] = []
        for segment in path.segments {
            guard case .child(let selectors) = segment, selectors.count == 1 else { return }
            switch selectors[0] {
            case .name(let name):
                let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, name.count), alignment: 1)
                memory.copyBytes(from: name)
                names.append(memory)
                steps.append(.name(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(memory)[0..<name.count])))
            case .index(let index) where index >= 0: steps.append(.index(index))
            case .index, .wildcard, .slice, .filter: return
            }
        }
        let buffer = UnsafeMutableBufferPointer<JSONPointerScan.Step>.allocate(capacity: max(1, steps.count))
        _ = buffer.initialize(from: steps)
        self.steps = UnsafeMutableBufferPointer(rebasing: buffer[0..<steps.count])
    }

    deinit {
        for name in names { name.deallocate() }
        steps?.baseAddress?.deallocate()
    }
}
