/// A name with wildcards: `*` stands for any run of characters, `?` for one.
public struct Glob: Sendable, Hashable {
    /// The pattern as written.
    public var pattern: String

    /// A pattern.
    public init(_ pattern: String) {
        self.pattern = pattern
    }

    /// Whether the whole of `name` fits the pattern. Linear in practice: it goes back only to the latest `*`.
    public func matches(_ name: String) -> Bool {
        let pattern = Array(pattern.utf8)
        let name = Array(name.utf8)
        var p = 0
        var n = 0
        var star: (pattern: Int, name: Int)?
        while n < name.count {
            if p < pattern.count, pattern[p] == UInt8(ascii: "*") {
                star = (p, n)
                p += 1
            } else if p < pattern.count, pattern[p] == UInt8(ascii: "?") || pattern[p] == name[n] {
                p += 1
                n += 1
            } else if let last = star {
                star = (last.pattern, last.name + 1)
                p = last.pattern + 1
                n = last.name + 1
            } else {
                return false
            }
        }
        while p < pattern.count, pattern[p] == UInt8(ascii: "*") { p += 1 }
        return p == pattern.count
    }

    /// The pattern has no wildcard.
    public var isLiteral: Bool { !pattern.utf8.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") } }
}
