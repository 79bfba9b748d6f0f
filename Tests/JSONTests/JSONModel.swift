import Groundwork
import LoadPlan

/// JSON and JSONPath in the most obvious way: a tree and lists of nodes. What the tape finds is held against it.
indirect enum JSONModel: Equatable {
    case null, bool(Bool), number(Double), string(String), array([Located]), object([Member])

    /// A value and where it stands in the text.
    struct Located {
        var value: JSONModel
        var range: Range<Int>
    }

    struct Member {
        var name: String
        var node: Located
    }

    static func == (a: JSONModel, b: JSONModel) -> Bool {
        switch (a, b) {
        case (.null, .null): return true
        case (.bool(let x), .bool(let y)): return x == y
        case (.number(let x), .number(let y)): return x == y
        case (.string(let x), .string(let y)): return Array(x.unicodeScalars) == Array(y.unicodeScalars)
        case (.array(let x), .array(let y)): return x.map(\.value) == y.map(\.value)
        case (.object(let x), .object(let y)):
            return x.count == y.count
                && x.allSatisfy { one in y.contains { $0.name == one.name && $0.node.value == one.node.value } }
        default: return false
        }
    }

    var children: [Located] {
        switch self {
        case .array(let elements): elements
        case .object(let members): members.map(\.node)
        default: []
        }
    }
}

/// A document that is made up together with its text.
struct JSONModelWriter {
    var random: SeededRandom
    private(set) var text: [UInt8] = []

    init(seed: UInt64) { random = SeededRandom(seed: seed) }

    private mutating func write(_ string: String) { text += Array(string.utf8) }

    private mutating func space() {
        if random.below(6) == 0 { write([" ", "\n", "\t", "\r\n", "  "][Int(random.below(5))]) }
    }

    mutating func document(depth: Int = 0) -> JSONModel.Located {
        space()
        let start = text.count
        let value = self.value(depth: depth)
        let end = text.count
        space()
        return .init(value: value, range: start..<end)
    }

    private mutating func value(depth: Int) -> JSONModel {
        switch depth == 0 ? 6 + random.below(4) : random.below(depth > 4 ? 6 : 10) {
        case 0:
            write("null")
            return .null
        case 1, 2:
            let bool = random.below(2) == 0
            write("\(bool)")
            return .bool(bool)
        case 3, 4: return number()
        case 5: return .string(string())
        case 6, 7:
            write("[")
            var elements: [JSONModel.Located] = []
            for index in 0..<random.below(6) {
                if index > 0 { write(",") }
                elements.append(document(depth: depth + 1))
            }
            if elements.isEmpty { space() }
            write("]")
            return .array(elements)
        default:
            write("{")
            var members: [JSONModel.Member] = []
            // Some objects have more members than are compared pair by pair.
            let names =
                ["a", "b", "ñ", "d\"", "\u{1F600}"] + (random.below(8) == 0 ? (0..<12).map { "n\($0 % 9)" } : [])
            var isFirst = true
            for name in names + ["a", "ñ"] where random.below(2) == 0 {
                if !isFirst { write(",") }
                isFirst = false
                space()
                spell(name)
                space()
                write(":")
                // Of members with the same name the last one counts.
                members.removeAll { $0.name == name }
                members.append(.init(name: name, node: document(depth: depth + 1)))
            }
            write("}")
            return .object(members)
        }
    }

    /// Halves of small whole numbers, each in one of its spellings.
    private mutating func number() -> JSONModel {
        let halves = Int(random.below(13)) - 6
        let value = Double(halves) / 2
        let spellings =
            halves % 2 == 0 ? ["\(halves / 2)", "\(value)", "\(halves * 5)e-1"] : ["\(value)", "\(halves * 5)E-01"]
        write(spellings[Int(random.below(UInt64(spellings.count)))])
        return .number(value)
    }

    private mutating func string() -> String {
        let pieces = ["a", "b", "ab", "ñ", "€", "\u{1F600}", "\"", "\\", "/", "\n", "long enough for a word", ""]
        var string = ""
        for _ in 0..<random.below(4) { string += pieces[Int(random.below(UInt64(pieces.count)))] }
        spell(string)
        return string
    }

    /// Writes a string, escaped where it must be and sometimes where it need not.
    private mutating func spell(_ string: String) {
        write("\"")
        for scalar in string.unicodeScalars {
            let must = scalar == "\"" || scalar == "\\" || scalar.value < 0x20
            guard must || random.below(5) == 0 else {
                write(String(scalar))
                continue
            }
            for unit in String(scalar).utf16 {
                let digits = String(unit, radix: 16, uppercase: random.below(2) == 0)
                write("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
            }
        }
        write("\"")
    }
}
