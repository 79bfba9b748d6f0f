/// RFC 8259's grammar as a recursive recogniser over an array: slow, and plain to see.
struct JSONGrammarModel {
    private let text: [UInt8]
    private var position = 0

    private init(text: [UInt8]) { self.text = text }

    static func accepts(_ text: [UInt8]) -> Bool {
        // Outside strings only ASCII is allowed, so checking the UTF-8 of the whole is the same as that of the strings.
        guard String(validating: text, as: UTF8.self) != nil else { return false }
        var model = JSONGrammarModel(text: text)
        model.space()
        guard model.value() else { return false }
        model.space()
        return model.position == text.count
    }

    private var next: Character? {
        position < text.count ? Character(Unicode.Scalar(text[position])) : nil
    }

    private mutating func take(_ wanted: String) -> Bool {
        guard text[position...].starts(with: wanted.utf8) else { return false }
        position += wanted.utf8.count
        return true
    }

    private mutating func space() {
        while let byte = position < text.count ? text[position] : nil, [0x20, 0x09, 0x0A, 0x0D].contains(byte) {
            position += 1
        }
    }

    private mutating func value() -> Bool {
        switch next {
        case "{": list("}") { $0.string() && $0.spaced(":") && $0.value() }
        case "[": list("]") { $0.value() }
        case "\"": string()
        case "t": take("true")
        case "f": take("false")
        case "n": take("null")
        default: number()
        }
    }

    private mutating func spaced(_ sign: String) -> Bool {
        space()
        guard take(sign) else { return false }
        space()
        return true
    }

    private mutating func list(_ close: String, _ item: (inout JSONGrammarModel) -> Bool) -> Bool {
        position += 1
        space()
        if take(close) { return true }
        repeat { guard item(&self) else { return false } } while spaced(",")
        space()
        return take(close)
    }

    private mutating func string() -> Bool {
        guard take("\"") else { return false }
        while position < text.count {
            if take("\"") { return true }
            if take("\\") {
                if take("u") {
                    for _ in 0..<4 {
                        guard let digit = next, digit.isASCII, digit.isHexDigit else { return false }
                        position += 1
                    }
                } else {
                    guard let letter = next, "\"\\/bfnrt".contains(letter) else { return false }
                    position += 1
                }
            } else {
                guard text[position] >= 0x20 else { return false }
                position += 1
            }
        }
        return false
    }

    private mutating func digits() -> Int {
        let start = position
        while position < text.count, (0x30...0x39).contains(text[position]) { position += 1 }
        return position - start
    }

    private mutating func number() -> Bool {
        _ = take("-")
        if !take("0"), digits() == 0 { return false }
        if take("."), digits() == 0 { return false }
        if take("e") || take("E") {
            _ = take("+") || take("-")
            return digits() > 0
        }
        return true
    }
}
