/// Finds a header in raw header lines.
enum HeaderSearch {
    /// The value of the last answer's first header of this name (`name` in lower case), without white space around it.
    static func value(of name: UnsafeRawBufferPointer, in lines: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
        var start = 0
        var found: UnsafeRawBufferPointer?
        while start < lines.count {
            var end = start
            while end < lines.count, lines[end] != 10 { end += 1 }
            let line = UnsafeRawBufferPointer(rebasing: lines[start..<end])
            start = end + 1
            // A status line begins the headers of another answer (a redirect's target, or after 100 Continue).
            if line.count > 5, line[0] == UInt8(ascii: "H"), line[4] == UInt8(ascii: "/") {
                found = nil
                continue
            }
            guard found == nil, line.count > name.count, line[name.count] == UInt8(ascii: ":") else { continue }
            var same = true
            for index in 0..<name.count where lower(line[index]) != name[index] {
                same = false
                break
            }
            guard same else { continue }
            var first = name.count + 1
            var last = line.count
            while first < last, line[first] == 32 || line[first] == 9 { first += 1 }
            while last > first, line[last - 1] == 32 || line[last - 1] == 13 || line[last - 1] == 9 { last -= 1 }
            found = UnsafeRawBufferPointer(rebasing: line[first..<last])
        }
        return found
    }

    private static func lower(_ byte: UInt8) -> UInt8 { byte >= 65 && byte <= 90 ? byte + 32 : byte }
}
