/// Escapes within `$'…'`: bash makes bytes of `\xHH` and `\NNN`, characters of `\uHHHH`.
extension ShellReader {
    mutating func takeEscape(_ letter: Unicode.Scalar) {
        switch letter {
        case "n": append("\n" as Unicode.Scalar)
        case "r": append("\r" as Unicode.Scalar)
        case "t": append("\t" as Unicode.Scalar)
        case "a": append("\u{7}" as Unicode.Scalar)
        case "b": append("\u{8}" as Unicode.Scalar)
        case "f": append("\u{C}" as Unicode.Scalar)
        case "v": append("\u{B}" as Unicode.Scalar)
        case "e", "E": append("\u{1B}" as Unicode.Scalar)
        case "x": takeCode(digits: 2, radix: 16, or: letter) { UInt8(truncatingIfNeeded: $0) }
        case "u": takeCode(digits: 4, radix: 16, or: letter) { _ in nil }
        case "U": takeCode(digits: 8, radix: 16, or: letter) { _ in nil }
        case "0"..."7":
            position -= 1
            takeCode(digits: 3, radix: 8, or: letter) { UInt8(truncatingIfNeeded: $0) }
        default: append(letter)
        }
    }

    private mutating func takeCode(digits: Int, radix: Int, or letter: Unicode.Scalar, byte: (UInt32) -> UInt8?) {
        var text = ""
        while text.utf8.count < digits, let scalar = peek, scalar.isASCII, Character(scalar).hexDigitValue ?? 99 < radix
        {
            text.unicodeScalars.append(scalar)
            position += 1
        }
        guard let value = UInt32(text, radix: radix) else { return append(letter) }
        if let byte = byte(value) {
            // A word of a shell cannot hold a zero.
            byte == 0 ? append("\u{FFFD}" as Unicode.Scalar) : append(byte: byte)
        } else {
            append(Unicode.Scalar(value) ?? "\u{FFFD}")
        }
    }
}
