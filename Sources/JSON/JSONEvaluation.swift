import LoadPlan

/// Applies a query's program to a text that is laid out on a tape. It holds pointers only and lives for one call.
struct JSONEvaluation {
    let program: JSONProgram
    let text: UnsafeRawBufferPointer
    let entries: UnsafeMutablePointer<JSONTape.Entry>
    /// Memory of the scanner for reversed slices and for patterns.
    let scratch: UnsafeMutablePointer<JSONScratch>

    /// The nodes wanted of a query.
    struct Search {
        /// Ends after so many.
        var limit: Int
        var count = 0
        /// The last one found.
        var last: Int32 = -1
        /// Where to add all of them.
        var nodes: UnsafeMutablePointer<[JSONNode]>?
    }

    /// A value of the text as a node.
    func node(_ index: Int32) -> JSONNode {
        let entry = entries[Int(index)]
        return JSONNode(
            kind: entry.kind,
            bytes: UnsafeRawBufferPointer(rebasing: text[Int(entry.start)..<Int(entry.end)])
        )
    }

    /// Applies a query, a relative one to the node at `index`.
    func run(_ query: JSONProgram.Query, at index: Int32, _ search: inout Search) {
        let start = query.isRelative ? index : 0
        if query.isSingular {
            let found = singular(query, at: start)
            if found >= 0 { _ = take(found, &search) }
        } else {
            _ = visit(query.segments, start, &search)
        }
    }

    /// The first node that a query finds; -1 where it finds none.
    func first(_ query: JSONProgram.Query, at index: Int32) -> Int32 {
        if query.isSingular { return singular(query, at: query.isRelative ? index : 0) }
        var search = Search(limit: 1)
        run(query, at: index, &search)
        return search.last
    }

    private func singular(_ query: JSONProgram.Query, at start: Int32) -> Int32 {
        var index = start
        for number in query.segments {
            switch program.selectors[Int(program.segments[Int(number)].selectors.lowerBound)] {
            case .name(let name): index = member(of: index, JSONText(bytes: name, isEscaped: false))
            case .index(let position): index = element(of: index, position)
            case .wildcard, .slice, .filter: return -1
            }
            if index < 0 { return -1 }
        }
        return index
    }

    // MARK: Segments (section 2.5)

    private func take(_ index: Int32, _ search: inout Search) -> Bool {
        search.count &+= 1
        search.last = index
        search.nodes?.pointee.append(node(index))
        return search.count < search.limit
    }

    /// Applies segments to the node at `index`; finds nodes in the RFC's order.
    /// - Returns: false when the search has enough.
    private func visit(_ segments: JSONProgram.Numbers, _ index: Int32, _ search: inout Search) -> Bool {
        guard let number = segments.first else { return take(index, &search) }
        let segment = program.segments[Int(number)]
        let rest = (number &+ 1)..<segments.upperBound
        guard segment.isDescendant else { return select(segment, rest, index, &search) }
        // The tape's order is the text's: a node comes before what it holds, elements in order.
        var node = index
        let end = entries[Int(index)].next
        while node < end {
            // What is below a member that does not count does not count either. The node asked for is no such member.
            if entries[Int(node)].isRepeated, node > index {
                node = entries[Int(node)].next
                continue
            }
            if entries[Int(node)].isContainer, !select(segment, rest, node, &search) { return false }
            node &+= 1
        }
        return true
    }

    private func select(
        _ segment: JSONProgram.Segment,
        _ rest: JSONProgram.Numbers,
        _ index: Int32,
        _ search: inout Search
    ) -> Bool {
        for number in segment.selectors {
            let goOn: Bool
            switch program.selectors[Int(number)] {
            case .name(let name):
                let child = member(of: index, JSONText(bytes: name, isEscaped: false))
                goOn = child < 0 || visit(rest, child, &search)
            case .index(let position):
                let child = element(of: index, position)
                goOn = child < 0 || visit(rest, child, &search)
            case .wildcard: goOn = children(of: index, nil, rest, &search)
            case .filter(let logical): goOn = children(of: index, logical, rest, &search)
            case .slice(let start, let end, let step):
                goOn = slice(index, JSONSlice(start: start, end: end, step: step), rest, &search)
            }
            if !goOn { return false }
        }
        return true
    }

    // MARK: Selectors (section 2.3)

    /// All children, or those for which a logical expression holds.
    private func children(
        of index: Int32,
        _ filter: Int32?,
        _ rest: JSONProgram.Numbers,
        _ search: inout Search
    ) -> Bool {
        guard entries[Int(index)].isContainer else { return true }
        var child = index &+ 1
        let end = entries[Int(index)].next
        while child < end {
            if !entries[Int(child)].isRepeated, filter.map({ holds($0, at: child) }) ?? true,
                !visit(rest, child, &search)
            {
                return false
            }
            child = entries[Int(child)].next
        }
        return true
    }

    /// The value of the last member of this name; -1 where there is none.
    func member(of index: Int32, _ name: JSONText) -> Int32 {
        guard entries[Int(index)].kind == .object else { return -1 }
        var found: Int32 = -1
        var child = index &+ 1
        let end = entries[Int(index)].next
        while child < end {
            if key(child).equals(name) { found = child }
            child = entries[Int(child)].next
        }
        return found
    }

    /// A member's name.
    @inline(__always)
    func key(_ index: Int32) -> JSONText { entries[Int(index)].name(in: text) }

    /// An element, a negative position from the end; -1 where there is none.
    private func element(of index: Int32, _ position: Int) -> Int32 {
        let entry = entries[Int(index)]
        guard entry.kind == .array else { return -1 }
        var left = position >= 0 ? position : Int(entry.count) &+ position
        guard left >= 0, left < Int(entry.count) else { return -1 }
        var child = index &+ 1
        while left > 0 {
            child = entries[Int(child)].next
            left &-= 1
        }
        return child
    }

    private func slice(
        _ index: Int32,
        _ slice: JSONSlice,
        _ rest: JSONProgram.Numbers,
        _ search: inout Search
    ) -> Bool {
        let entry = entries[Int(index)]
        guard entry.kind == .array, let wanted = slice.positions(of: Int(entry.count)) else { return true }
        var child = index &+ 1
        var position = 0
        var next = wanted.first
        // Elements know what comes after them only: a slice from the back is noted first and visited in reverse.
        let mark = scratch.pointee.noted.count
        while position <= wanted.last {
            if position == next {
                if slice.step < 0 {
                    scratch.pointee.noted.append(child)
                } else if !visit(rest, child, &search) {
                    return false
                }
                next &+= wanted.stride
            }
            child = entries[Int(child)].next
            position &+= 1
        }
        var goOn = true
        while scratch.pointee.noted.count > mark {
            let child = scratch.pointee.noted.removeLast()
            goOn = goOn && visit(rest, child, &search)
        }
        return goOn
    }
}
