/// The standard alphabet of RFC 4648, padded, without line breaks.
enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let padding = UInt8(ascii: "=")
    private static let invalid: UInt8 = 0xff

    private static let values: [UInt8] = {
        var values = [UInt8](repeating: invalid, count: 256)
        for (value, letter) in alphabet.enumerated() { values[Int(letter)] = UInt8(value) }
        return values
    }()

    static func encode(_ bytes: [UInt8]) -> String {
        let alphabet = alphabet
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            var bits = group.reduce(0) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - group.count))
            for position in 0..<4 {
                text.append(position > group.count ? padding : alphabet[Int(bits >> 18 & 0x3f)])
                bits <<= 6
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Nil for a length that is no multiple of 4, a letter outside the alphabet, or padding elsewhere than at the end.
    static func decode(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        guard text.count.isMultiple(of: 4) else { return nil }
        let values = values
        let padded = text.suffix(2).reduce(0) { $1 == padding ? $0 + 1 : 0 }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 4 * 3)
        var bits: UInt32 = 0
        var letters = 0
        for letter in text.dropLast(padded) {
            let value = values[Int(letter)]
            guard value != invalid else { return nil }
            bits = bits << 6 | UInt32(value)
            letters += 1
            if letters == 4 {
                bytes.append(UInt8(truncatingIfNeeded: bits >> 16))
                bytes.append(UInt8(truncatingIfNeeded: bits >> 8))
                bytes.append(UInt8(truncatingIfNeeded: bits))
                letters = 0
            }
        }
        if letters == 2 { bytes.append(UInt8(truncatingIfNeeded: bits >> 4)) }
        if letters == 3 {
            bytes.append(UInt8(truncatingIfNeeded: bits >> 10))
            bytes.append(UInt8(truncatingIfNeeded: bits >> 2))
        }
        return bytes
    }
}
