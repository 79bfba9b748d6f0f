import ScenarioLanguage

/// Names that the language takes, made of whatever the input has.
enum Names {
    private static let longest = 48

    /// Words of a text: `createBooking`, `create-booking` and `Create booking` are create, booking. What looks like a
    /// secret is no word.
    static func words(_ text: String) -> [String] {
        guard text.utf8.count >= 16, SecretScanner.hasShape(text) else { return split(text) }
        return split(SecretScanner.censored(text))
    }

    private static func split(_ text: String) -> [String] {
        var bytes = Array(text.utf8.prefix(400))
        if bytes.contains(where: { $0 >= 0x80 }) { bytes = Array(folded(String(text.prefix(400))).utf8) }
        var words: [String] = []
        var word: [UInt8] = []
        var wasLower = false
        for byte in bytes {
            guard SecretShapes.isWord(byte) else {
                if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
                word = []
                wasLower = false
                continue
            }
            let isUpper = byte >= 0x41 && byte <= 0x5A
            if isUpper, wasLower {
                words.append(String(decoding: word, as: UTF8.self))
                word = []
            }
            word.append(isUpper ? byte | 0x20 : byte)
            wasLower = !isUpper
        }
        if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
        return words
    }

    /// Letters without their accents, as far as decomposition gives ASCII: `Configuración` is Configuracion.
    private static func folded(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.decomposedScalars.filter { !(0x300...0x36F).contains($0.value) }
            )
        )
    }

    /// The name of a flow, step or group, in words with `-` between.
    static func label(_ text: String, or fallback: String) -> String {
        let label = words(text).joined(separator: "-").prefix(longest)
        return label.isEmpty ? fallback : trimmed(label)
    }

    /// A name of several labels: `booking.create`.
    static func label(parts: [String], or fallback: String) -> String {
        let label = parts.filter { !$0.isEmpty }.joined(separator: ".").prefix(longest)
        return label.isEmpty ? fallback : trimmed(label)
    }

    private static func trimmed(_ label: Substring) -> String {
        var label = label
        while let last = label.last, last == "." || last == "-" { label = label.dropLast() }
        return String(label)
    }

    /// The name of a secret: `API_KEY`.
    static func secret(_ hint: String) -> String {
        let name = words(hint).joined(separator: "_").uppercased().prefix(longest)
        guard let first = name.first else { return "SECRET" }
        return first.isNumber ? "SECRET_" + name : String(name)
    }

    /// The name of a variable or parameter: `booking_id`; words of the language get a suffix.
    static func variable(_ hint: String) -> String {
        var name = String(words(hint).joined(separator: "_").prefix(longest))
        if name.isEmpty { name = "value" }
        if let first = name.first, first.isNumber { name = "v" + name }
        return reserved.contains(name) || Keyword(rawValue: name) != nil ? name + "_value" : name
    }

    /// Words with a meaning of their own in expressions, and functions that a variable would be mistaken for.
    private static let reserved: Set<String> = [
        "status", "header", "json", "body", "size", "latency", "true", "false", "none", "user", "iteration", "region",
        "tenant", "name", "email", "uuid", "random", "date", "now", "index", "row", "xpath", "regex", "cookie", "item",
    ]

    /// The first of `base`, `base.2`, `base.3` … that is free.
    static func unique(_ base: String, separator: String, isFree: (String) -> Bool) -> String {
        if isFree(base) { return base }
        var number = 2
        while !isFree("\(base)\(separator)\(number)") { number += 1 }
        return "\(base)\(separator)\(number)"
    }
}

/// Names that were given within one scope, so that none is given twice.
struct NameScope {
    private var taken: Set<String> = []
    /// How far each base has been counted: many equal names must not cost quadratic time.
    private var next: [String: Int] = [:]
    private let separator: String

    init(separator: String, taken: Set<String> = []) {
        self.separator = separator
        self.taken = taken
    }

    /// Takes `base`, or `base` with a number.
    mutating func take(_ base: String) -> String {
        var name = base
        var number = next[base] ?? 2
        while !taken.insert(name).inserted {
            name = "\(base)\(separator)\(number)"
            number += 1
        }
        next[base] = number
        return name
    }
}
