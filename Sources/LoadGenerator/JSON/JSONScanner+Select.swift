import LoadPlan

extension JSONScanner {
    /// Applies segments `from`… to the node at `index` and tells `emit` of each node found, in the RFC's order, until it
    /// returns false.
    /// - Returns: false when it was stopped.
    func visit(_ segments: [JSONPath.Segment], from: Int, at index: Int, _ emit: (Int) -> Bool) -> Bool {
        guard from < segments.count else { return emit(index) }
        switch segments[from] {
        case .child(let selectors): return select(selectors, segments, from, index, emit)
        case .descendant(let selectors): return descend(selectors, segments, from, index, emit)
        }
    }

    private func select(
        _ selectors: [JSONPath.Selector],
        _ segments: [JSONPath.Segment],
        _ from: Int,
        _ index: Int,
        _ emit: (Int) -> Bool
    ) -> Bool {
        for selector in selectors {
            let goOn = children(of: index, selector) { visit(segments, from: from + 1, at: $0, emit) }
            if !goOn { return false }
        }
        return true
    }

    private func descend(
        _ selectors: [JSONPath.Selector],
        _ segments: [JSONPath.Segment],
        _ from: Int,
        _ index: Int,
        _ emit: (Int) -> Bool
    ) -> Bool {
        // The tape's order is the text's: a node comes before what it holds, elements in order.
        for node in index..<Int(tape[index].next) {
            guard tape[node].kind == .array || tape[node].kind == .object else { continue }
            if !select(selectors, segments, from, node, emit) { return false }
        }
        return true
    }

    /// Tells `emit` of the children that a selector takes (section 2.3).
    private func children(of index: Int, _ selector: JSONPath.Selector, _ emit: (Int) -> Bool) -> Bool {
        let entry = tape[index]
        switch selector {
        case .name(let name):
            guard entry.kind == .object, let child = member(of: index, name) else { return true }
            return emit(child)
        case .wildcard: return eachChild(of: index, emit)
        case .index(let wanted):
            guard entry.kind == .array else { return true }
            let position = wanted >= 0 ? wanted : Int(entry.count) + wanted
            guard position >= 0, position < Int(entry.count) else { return true }
            return emit(element(of: index, position))
        case .slice(let start, let end, let step): return slice(index, start, end, step, emit)
        case .filter(let logical):
            return eachChild(of: index) { child in holds(logical, at: child) ? emit(child) : true }
        }
    }

    /// The value of the first member of this name.
    func member(of index: Int, _ name: [UInt8]) -> Int? {
        name.withUnsafeBytes { wanted in
            var child = index + 1
            let end = Int(tape[index].next)
            while child < end {
                if Self.name(tape.key(child).bytes, is: wanted) { return child }
                child = Int(tape[child].next)
            }
            return nil
        }
    }

    /// Element `position` of an array that has it.
    func element(of index: Int, _ position: Int) -> Int {
        var child = index + 1
        for _ in 0..<position { child = Int(tape[child].next) }
        return child
    }

    private func eachChild(of index: Int, _ emit: (Int) -> Bool) -> Bool {
        guard tape[index].kind == .array || tape[index].kind == .object else { return true }
        var child = index + 1
        let end = Int(tape[index].next)
        while child < end {
            if !emit(child) { return false }
            child = Int(tape[child].next)
        }
        return true
    }

    /// Section 2.3.4.2.2, with bounds clamped to the array.
    private func slice(_ index: Int, _ start: Int?, _ end: Int?, _ step: Int, _ emit: (Int) -> Bool) -> Bool {
        guard tape[index].kind == .array, step != 0 else { return true }
        let length = Int(tape[index].count)
        func bound(_ value: Int, _ low: Int, _ high: Int) -> Int {
            let fromFront = value >= 0 ? value : length &+ value
            return min(max(fromFront, low), high)
        }
        if step > 0 {
            var position = bound(start ?? 0, 0, length)
            let stop = bound(end ?? length, 0, length)
            while position < stop {
                if !emit(element(of: index, position)) { return false }
                let (next, overflow) = position.addingReportingOverflow(step)
                if overflow { break }
                position = next
            }
        } else {
            var position = start.map { bound($0, -1, length - 1) } ?? length - 1
            let stop = end.map { bound($0, -1, length - 1) } ?? -1
            while position > stop {
                if !emit(element(of: index, position)) { return false }
                let (next, overflow) = position.addingReportingOverflow(step)
                if overflow { break }
                position = next
            }
        }
        return true
    }
}
