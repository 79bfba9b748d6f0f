/// Memory of a scanner that evaluations use; it grows and stays.
struct JSONScratch {
    /// Elements of slices that are visited in reverse.
    var noted: [Int32] = []
    var matcher = IRegexpMatcher()

    /// The pattern that came from an answer last, and what it compiled to: often the same for every element.
    private var pattern: [UInt8] = []
    private var compiled: IRegexp?

    /// `match` or `search` with a pattern that is not part of the query; one that is no I-Regexp matches nothing.
    /// Compiling a new pattern allocates.
    mutating func matches(_ text: JSONText, _ pattern: JSONText, isWhole: Bool) -> Bool {
        if !isLast(pattern) {
            var bytes: [UInt8] = []
            var reader = JSONTextReader(pattern)
            while let byte = reader.next() { bytes.append(byte) }
            compiled = IRegexp(bytes)
            self.pattern = bytes
        }
        guard let compiled else { return false }
        return withExtendedLifetime(compiled) { matcher.matches(text, compiled.code, isWhole: isWhole) }
    }

    private func isLast(_ pattern: JSONText) -> Bool {
        self.pattern.withUnsafeBytes { JSONText(bytes: $0, isEscaped: false).equals(pattern) }
    }

    mutating func free() { matcher.free() }
}
