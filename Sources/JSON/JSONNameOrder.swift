/// Finds members of an object whose name a later member repeats. Its memory grows to the largest object seen and stays.
///
/// Names are sorted, in place and in n log n steps whatever they are: a table of hashes could be filled by an answer
/// with names that collide.
struct JSONNameOrder: ~Copyable {
    private var members: UnsafeMutablePointer<Int32>?
    private var capacity = 0

    /// Objects of at most this many members are compared pair by pair.
    private static let few = 8

    deinit { members?.deallocate() }

    /// Marks the members of the object at `object` that do not count.
    mutating func markRepeated(
        in object: Int,
        _ entries: UnsafeMutablePointer<JSONTape.Entry>,
        _ text: UnsafeRawBufferPointer
    ) {
        let count = Int(entries[object].count)
        let members = room(for: count)
        var member = Int32(truncatingIfNeeded: object &+ 1)
        for number in 0..<count {
            members[number] = member
            member = entries[Int(member)].next
        }
        var repeated = 0
        func mark(_ member: Int32) {
            repeated += entries[Int(member)].isRepeated ? 0 : 1
            entries[Int(member)].isRepeated = true
        }
        if count <= Self.few {
            for later in 1..<count {
                let name = entries[Int(members[later])].name(in: text)
                for earlier in 0..<later where entries[Int(members[earlier])].name(in: text).equals(name) {
                    mark(members[earlier])
                }
            }
        } else {
            sort(members, count) { left, right in
                let order = entries[Int(left)].name(in: text).order(entries[Int(right)].name(in: text))
                return order == 0 ? left < right : order < 0
            }
            for number in 1..<count {
                let name = entries[Int(members[number])].name(in: text)
                if entries[Int(members[number - 1])].name(in: text).equals(name) { mark(members[number - 1]) }
            }
        }
        entries[object].count &-= Int32(truncatingIfNeeded: repeated)
    }

    private mutating func room(for count: Int) -> UnsafeMutablePointer<Int32> {
        if let members, count <= capacity { return members }
        members?.deallocate()
        let larger = UnsafeMutablePointer<Int32>.allocate(capacity: max(64, count * 2))
        capacity = max(64, count * 2)
        members = larger
        return larger
    }

    /// Heapsort (Williams, 1964).
    private func sort(
        _ items: UnsafeMutablePointer<Int32>,
        _ count: Int,
        _ isBefore: (Int32, Int32) -> Bool
    ) {
        func sink(_ start: Int, _ end: Int) {
            var parent = start
            while 2 * parent + 1 < end {
                var child = 2 * parent + 1
                if child + 1 < end, isBefore(items[child], items[child + 1]) { child += 1 }
                guard isBefore(items[parent], items[child]) else { return }
                (items[parent], items[child]) = (items[child], items[parent])
                parent = child
            }
        }
        for start in stride(from: count / 2 - 1, through: 0, by: -1) { sink(start, count) }
        for end in stride(from: count - 1, to: 0, by: -1) {
            (items[0], items[end]) = (items[end], items[0])
            sink(0, end)
        }
    }
}
