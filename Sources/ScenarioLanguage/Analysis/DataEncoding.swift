/// What a data file is written in. Data files are UTF-8; others are refused by name, since a guess would send wrong
/// letters in silence.
enum DataEncoding {
    /// What is wrong with the encoding of a file; `nil` where it is UTF-8.
    static func mistake(_ bytes: [UInt8], file: String) -> CSVReader.Mistake? {
        if let wide = wide(bytes) {
            return CSVReader.Mistake(
                line: 1,
                title: "a data file in \(wide)",
                label: "data files are UTF-8",
                help: help(from: wide, file)
            )
        }
        guard let offset = firstInvalidByte(bytes) else { return nil }
        let line = 1 + bytes[..<offset].count { $0 == 0x0A }
        let code = String(bytes[offset], radix: 16, uppercase: true)
        guard let letter = windows1252(bytes[offset]), !hasLongCharacter(bytes[..<offset]) else {
            return CSVReader.Mistake(
                line: line,
                title: "a data file that is not UTF-8",
                label: "the byte 0x\(code) in this line is not part of any character",
                help: "save the file as UTF-8"
            )
        }
        return CSVReader.Mistake(
            line: line,
            title: "a data file in Latin-1 or Windows-1252",
            label: "data files are UTF-8; the byte 0x\(code) in this line is '\(letter)' in Windows-1252",
            help: help(from: "WINDOWS-1252", file)
        )
    }

    private static func help(from encoding: String, _ file: String) -> String {
        "save it as UTF-8 (spreadsheets call it \"CSV UTF-8\"), or convert it: iconv -f \(encoding) -t UTF-8 '\(file)'"
    }

    /// UTF-16 and UTF-32 by their byte order marks, and UTF-16 without one by the zeros in its first letters.
    private static func wide(_ bytes: [UInt8]) -> String? {
        if bytes.starts(with: [0xFF, 0xFE, 0, 0]) || bytes.starts(with: [0, 0, 0xFE, 0xFF]) { return "UTF-32" }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return "UTF-16" }
        guard bytes.count >= 4 else { return nil }
        let isZero = bytes[..<4].map { $0 == 0 }
        if isZero == [false, true, false, true] { return "UTF-16LE" }
        return isZero == [true, false, true, false] ? "UTF-16BE" : nil
    }

    private static func firstInvalidByte(_ bytes: [UInt8]) -> Int? {
        if String(validating: bytes, as: UTF8.self) != nil { return nil }
        var offset = 0
        while offset < bytes.count {
            let length = bytes[offset] < 0x80 ? 1 : bytes[offset] < 0xE0 ? 2 : bytes[offset] < 0xF0 ? 3 : 4
            let end = min(offset + length, bytes.count)
            guard String(validating: bytes[offset..<end], as: UTF8.self)?.unicodeScalars.count == 1 else {
                return offset
            }
            offset = end
        }
        return nil
    }

    /// Whether there are characters of UTF-8 that take several bytes.
    private static func hasLongCharacter(_ bytes: ArraySlice<UInt8>) -> Bool { bytes.contains { $0 >= 0x80 } }

    /// The letter of a byte above 0x7F in Windows-1252, which from 0xA0 on is Latin-1.
    private static func windows1252(_ byte: UInt8) -> Character? {
        if byte >= 0xA0 { return Character(Unicode.Scalar(byte)) }
        guard byte >= 0x80 else { return nil }
        let upper = Array("€\u{0}‚ƒ„…†‡ˆ‰Š‹Œ\u{0}Ž\u{0}\u{0}‘’“”•–—˜™š›œ\u{0}žŸ")
        let letter = upper[Int(byte) - 0x80]
        return letter == "\u{0}" ? nil : letter
    }
}
