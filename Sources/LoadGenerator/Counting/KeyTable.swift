/// How often each key was counted: an open hash table over 64-bit hashes with room for so many keys and no more.
///
/// Two keys with the same hash are taken for one: among a million keys that happens once in 37 million runs.
///
/// `@unchecked Sendable`: it belongs to one shard and is handed over when that has ended.
final class KeyTable: @unchecked Sendable {
    /// Keys that it has room for.
    static let capacity = 1 << 20
    /// Bytes of a key that are kept for messages.
    static let shown = 24

    struct Entry {
        var hash: UInt64 = 0
        var count: UInt32 = 0
        /// Requests that may have counted and were never answered.
        var possible: UInt32 = 0
        var length: UInt32 = 0
        var text: (UInt64, UInt64, UInt64) = (0, 0, 0)

        var isUsed: Bool { count > 0 || possible > 0 }
        var most: Int { Int(count) + Int(possible) }
    }

    private var entries: UnsafeMutablePointer<Entry>
    private var room: Int
    private(set) var count = 0
    /// Keys were left out, since there was no room for more.
    private(set) var isOverfull = false
    /// Answers that were counted, and requests that may have counted and were never answered.
    private(set) var total: UInt64 = 0
    private(set) var unknown: UInt64 = 0
    /// Keys that it takes at most.
    private let limit: Int

    init(limit: Int = KeyTable.capacity) {
        self.limit = limit
        room = 1024
        entries = .allocate(capacity: room)
        entries.initialize(repeating: Entry(), count: room)
    }

    deinit { entries.deallocate() }

    /// Counts a key: an answer, or a request that was never answered and may count.
    func add(_ key: UnsafeRawBufferPointer, isAnswered: Bool = true) {
        var entry = Entry(hash: Self.hash(key), length: UInt32(min(key.count, Self.shown)))
        if isAnswered {
            entry.count = 1
            total += 1
        } else {
            entry.possible = 1
            unknown += 1
        }
        withUnsafeMutableBytes(of: &entry.text) { text in
            text.copyMemory(from: UnsafeRawBufferPointer(rebasing: key.prefix(Self.shown)))
        }
        merge(entry)
    }

    /// Adds what another table has counted.
    func add(_ other: KeyTable) {
        for index in 0..<other.room where other.entries[index].isUsed { merge(other.entries[index]) }
        isOverfull = isOverfull || other.isOverfull
        total += other.total
        unknown += other.unknown
    }

    private func merge(_ entry: Entry) {
        var index = Int(truncatingIfNeeded: entry.hash) & (room - 1)
        while entries[index].isUsed, entries[index].hash != entry.hash { index = (index + 1) & (room - 1) }
        if entries[index].isUsed {
            entries[index].count = Self.sum(entries[index].count, entry.count)
            entries[index].possible = Self.sum(entries[index].possible, entry.possible)
            return
        }
        guard count < limit else {
            isOverfull = true
            return
        }
        entries[index] = entry
        count += 1
        if count * 4 > room * 3 { grow() }
    }

    private func grow() {
        let old = entries
        let oldRoom = room
        room *= 2
        entries = .allocate(capacity: room)
        entries.initialize(repeating: Entry(), count: room)
        count = 0
        for index in 0..<oldRoom where old[index].isUsed { merge(old[index]) }
        old.deallocate()
    }

    private static func sum(_ a: UInt32, _ b: UInt32) -> UInt32 {
        let (sum, overflow) = a.addingReportingOverflow(b)
        return overflow ? .max : sum
    }

    /// What a table says of keys that were counted more than so often.
    struct Findings {
        /// Those counted most often, with their texts.
        var keys: [(text: String, count: Int)] = []
        /// How many there are.
        var total = 0
        /// How often any key was counted, and at most if requests without an answer counted too.
        var highest = 0
        var highestPossible = 0
    }

    /// The keys that were counted more than `most` times.
    func beyond(_ most: Int, atMost shown: Int) -> Findings {
        var findings = Findings()
        var found: [Entry] = []
        for index in 0..<room where entries[index].isUsed {
            findings.highest = max(findings.highest, Int(entries[index].count))
            findings.highestPossible = max(findings.highestPossible, entries[index].most)
            guard entries[index].count > most else { continue }
            findings.total += 1
            found.append(entries[index])
            if found.count > 64 {
                found.sort { ($1.count, $0.hash) < ($0.count, $1.hash) }
                found.removeLast(found.count - shown)
            }
        }
        found.sort { ($1.count, $0.hash) < ($0.count, $1.hash) }
        findings.keys = found.prefix(shown).map { (Self.text($0), Int($0.count)) }
        return findings
    }

    private static func text(_ entry: Entry) -> String {
        withUnsafeBytes(of: entry.text) { String(decoding: $0.prefix(Int(entry.length)), as: UTF8.self) }
    }

    /// FNV-1a with a final mix, so that short keys that differ in one digit spread over the table.
    static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        hash = (hash ^ (hash >> 33)) &* 0xFF51_AFD7_ED55_8CCD
        hash = (hash ^ (hash >> 33)) &* 0xC4CE_B9FE_1A85_EC53
        return hash ^ (hash >> 33)
    }
}
