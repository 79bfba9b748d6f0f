/// Header lines as they arrived.
enum FieldLines {
    /// Tells the value of each line with this name, which is lower case, without blanks around it.
    static func forEach(
        named name: StaticString,
        in lines: UnsafeRawBufferPointer,
        _ tell: (UnsafeRawBufferPointer) -> Void
    ) {
        var start = 0
        while start < lines.count {
            var end = start
            while end < lines.count, lines[end] != UInt8(ascii: "\n") { end += 1 }
            if let value = value(UnsafeRawBufferPointer(rebasing: lines[start..<end]), of: name) { tell(value) }
            start = end + 1
        }
    }

    private static func value(_ line: UnsafeRawBufferPointer, of name: StaticString) -> UnsafeRawBufferPointer? {
        let length = name.utf8CodeUnitCount
        guard line.count > length, line[length] == UInt8(ascii: ":") else { return nil }
        for index in 0..<length where lowercased(line[index]) != name.utf8Start[index] { return nil }
        var start = length + 1
        var end = line.count
        while start < end, isBlank(line[start]) { start += 1 }
        while end > start, isBlank(line[end - 1]) { end -= 1 }
        return UnsafeRawBufferPointer(rebasing: line[start..<end])
    }

    @inline(__always)
    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }

    @inline(__always)
    private static func lowercased(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }
}
