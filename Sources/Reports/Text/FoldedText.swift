extension String {
    /// The line in pieces of so many columns at most, broken at blanks; what goes on stands in column `hang`. A word
    /// that is longer than a line stays whole.
    public func folded(columns: Int, hang: Int) -> [String] {
        var lines: [String] = []
        var rest = Substring(self)
        while rest.count > columns, let end = rest.prefix(columns + 1).dropFirst(hang + 1).lastIndex(of: " ") {
            lines.append(String(rest[..<end]))
            rest = Substring(String(repeating: " ", count: hang) + rest[end...].drop { $0 == " " })
        }
        return lines + [String(rest)]
    }
}
