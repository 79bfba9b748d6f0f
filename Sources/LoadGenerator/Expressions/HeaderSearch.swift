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

    /// The value of the cookie `name` in the last `Set-Cookie` that names it (RFC 6265 section 5.2), redirects included.
    static func cookie(_ name: UnsafeRawBufferPointer, in lines: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
        let field: StaticString = "set-cookie:"
        var found: UnsafeRawBufferPointer?
        var start = 0
        while start < lines.count {
            var end = start
            while end < lines.count, lines[end] != 10 { end += 1 }
            let line = lines[start..<end]
            start = end + 1
            guard line.count > field.utf8CodeUnitCount,
                (0..<field.utf8CodeUnitCount).allSatisfy({ lower(line[line.startIndex + $0]) == field.utf8Start[$0] })
            else { continue }
            var value = line.dropFirst(field.utf8CodeUnitCount)
            if let semicolon = value.firstIndex(of: UInt8(ascii: ";")) { value = value[..<semicolon] }
            guard let equals = value.firstIndex(of: UInt8(ascii: "=")) else { continue }
            let own = UnsafeRawBufferPointer(rebasing: trimmed(value[..<equals]))
            guard own.equals(name) else { continue }
            var content = trimmed(value[(equals + 1)...])
            if content.count >= 2, content.first == UInt8(ascii: "\""), content.last == UInt8(ascii: "\"") {
                content = content.dropFirst().dropLast()
            }
            found = UnsafeRawBufferPointer(rebasing: content)
        }
        return found
    }

    private static func trimmed(_ text: Slice<UnsafeRawBufferPointer>) -> Slice<UnsafeRawBufferPointer> {
        var text = text
        while let first = text.first, first <= 32 { text.removeFirst() }
        while let last = text.last, last <= 32 { text.removeLast() }
        return text
    }

    private static func lower(_ byte: UInt8) -> UInt8 { byte >= 65 && byte <= 90 ? byte + 32 : byte }
}
