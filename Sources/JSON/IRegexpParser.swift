/// Reads an I-Regexp (RFC 9485 section 3) and lays it out as instructions. Every function gives `nil` where the pattern
/// breaks the grammar.
struct IRegexpParser {
    /// How deep groups may nest.
    static let depthLimit = 100

    private let pattern: [UInt32]
    private var position = 0
    private var depth = 0
    private(set) var sets: [IRegexpSet] = []
    private(set) var ranges: [IRegexpSet.Range] = []

    /// `nil` where the bytes are not UTF-8.
    init?(_ bytes: some Sequence<UInt8>) {
        var scalars: [UInt32] = []
        var iterator = bytes.makeIterator()
        var decoder = UTF8()
        loop: while true {
            switch decoder.decode(&iterator) {
            case .scalarValue(let scalar): scalars.append(scalar.value)
            case .emptyInput: break loop
            case .error: return nil
            }
        }
        pattern = scalars
    }

    /// The whole pattern's instructions.
    mutating func parse() -> [IRegexp.Instruction]? {
        guard var code = alternatives(), position == pattern.count else { return nil }
        code.append(.accept)
        return code.count <= IRegexp.instructionLimit ? code : nil
    }

    private var peek: UInt32? { position < pattern.count ? pattern[position] : nil }

    private mutating func accept(_ character: Unicode.Scalar) -> Bool {
        guard peek == character.value else { return false }
        position += 1
        return true
    }

    private mutating func alternatives() -> [IRegexp.Instruction]? {
        guard var code = branch() else { return nil }
        guard accept("|") else { return code }
        // From here on `|` only adds to a list: patterns with many alternatives need no deep recursion.
        var branches = [code]
        repeat {
            guard let next = branch() else { return nil }
            branches.append(next)
        } while accept("|")
        code = branches.removeLast()
        while let before = branches.popLast() {
            guard before.count + code.count < IRegexp.instructionLimit else { return nil }
            let jump = Int32(code.count + 1)
            code = [.split(1, Int32(before.count + 2))] + before + [.jump(jump)] + code
        }
        return code
    }

    private mutating func branch() -> [IRegexp.Instruction]? {
        var code: [IRegexp.Instruction] = []
        while let next = peek, next != 0x7C, next != 0x29 {
            guard let atom = atom(), let piece = quantified(atom) else { return nil }
            code += piece
            guard code.count <= IRegexp.instructionLimit else { return nil }
        }
        return code
    }

    private mutating func atom() -> [IRegexp.Instruction]? {
        guard let character = peek else { return nil }
        switch Unicode.Scalar(character) {
        case "(":
            guard depth < Self.depthLimit else { return nil }
            position += 1
            depth += 1
            guard let inner = alternatives(), accept(")") else { return nil }
            depth -= 1
            return inner
        case ".":
            position += 1
            return [.any]
        case "[": return bracketed().map { [.set($0)] }
        case "\\":
            if let categories = categoryEscape() {
                return [.set(add(from: ranges.count, categories: categories, isNegated: false))]
            }
            return singleEscape().map { [.scalar($0)] }
        case "^":
            position += 1
            return [.start]
        case "$":
            position += 1
            return [.end]
        case ")", "*", "+", "?", "]", "{", "|", "}": return nil
        default:
            position += 1
            return [.scalar(character)]
        }
    }

    // MARK: Quantifiers

    private mutating func quantified(_ atom: [IRegexp.Instruction]) -> [IRegexp.Instruction]? {
        if accept("*") { return Self.repeated(atom, 0, nil) }
        if accept("+") { return Self.repeated(atom, 1, nil) }
        if accept("?") { return Self.repeated(atom, 0, 1) }
        guard accept("{") else { return atom }
        guard let low = number() else { return nil }
        var high: Int? = low
        if accept(",") { high = peek == 0x7D ? nil : number() ?? -1 }
        guard accept("}"), high.map({ $0 >= low }) ?? true else { return nil }
        return Self.repeated(atom, low, high)
    }

    /// Digits; large numbers are clamped, since no such repetition fits the limit.
    private mutating func number() -> Int? {
        var value: Int?
        while let digit = peek, digit >= 0x30, digit <= 0x39 {
            value = min((value ?? 0) * 10 + Int(digit - 0x30), 1_000_000)
            position += 1
        }
        return value
    }

    private static func repeated(
        _ atom: [IRegexp.Instruction],
        _ low: Int,
        _ high: Int?
    ) -> [IRegexp.Instruction]? {
        let size = atom.count
        guard (size + 1) * max(low, high ?? 0) + 2 <= IRegexp.instructionLimit else { return nil }
        var code: [IRegexp.Instruction] = []
        for _ in 0..<low { code += atom }
        guard let high else {
            // Any number more: back to the last copy, or a loop of its own.
            if low > 0 { return code + [.split(Int32(-size), 1)] }
            return [.split(1, Int32(size + 2))] + atom + [.jump(Int32(-size - 1))]
        }
        // Each copy beyond the least number may be the place to stop.
        for copy in low..<high { code += [.split(1, Int32((high - copy) * (size + 1)))] + atom }
        return code
    }

    // MARK: Sets

    private mutating func bracketed() -> Int32? {
        guard accept("[") else { return nil }
        let isNegated = accept("^")
        let first = ranges.count
        var categories: UInt32 = 0
        var isEmpty = true
        if accept("-") {
            add(0x2D, 0x2D)
            isEmpty = false
        }
        while let character = peek, character != 0x5D {
            if accept("-") {
                // Not at the front and not between two characters: it must be the last one.
                guard peek == 0x5D, !isEmpty else { return nil }
                add(0x2D, 0x2D)
                break
            }
            isEmpty = false
            if let named = categoryEscape() {
                categories |= named
                continue
            }
            guard let low = setCharacter() else { return nil }
            var high = low
            if peek == 0x2D, position + 1 < pattern.count, pattern[position + 1] != 0x5D {
                position += 1
                guard let end = setCharacter(), end >= low else { return nil }
                high = end
            }
            add(low, high)
        }
        guard accept("]"), !isEmpty else { return nil }
        return add(from: first, categories: categories, isNegated: isNegated)
    }

    private mutating func setCharacter() -> UInt32? {
        guard let character = peek else { return nil }
        switch character {
        case 0x5C: return singleEscape()
        // A hyphen that is meant must be escaped or stand at an end.
        case 0x2D, 0x5B, 0x5D: return nil
        default:
            position += 1
            return character
        }
    }

    private mutating func add(_ low: UInt32, _ high: UInt32) { ranges.append(.init(low: low, high: high)) }

    private mutating func add(from first: Int, categories: UInt32, isNegated: Bool) -> Int32 {
        sets.append(
            IRegexpSet(
                ranges: Int32(first)..<Int32(ranges.count),
                of: ranges,
                categories: categories,
                isNegated: isNegated
            )
        )
        return Int32(sets.count - 1)
    }

    // MARK: Escapes

    /// `\p{…}` or `\P{…}`; `nil`, without moving, where none stands here.
    private mutating func categoryEscape() -> UInt32? {
        guard position + 2 < pattern.count, peek == 0x5C, pattern[position + 1] | 0x20 == 0x70,
            pattern[position + 2] == 0x7B, let end = pattern[position...].firstIndex(of: 0x7D),
            let named = IRegexpSet.categories(named: pattern[position + 3..<end])
        else { return nil }
        let isComplement = pattern[position + 1] == 0x50
        position = end + 1
        return isComplement ? ~named & IRegexpSet.allCategories : named
    }

    private mutating func singleEscape() -> UInt32? {
        guard position + 1 < pattern.count, peek == 0x5C else { return nil }
        let letter = pattern[position + 1]
        position += 2
        switch letter {
        case 0x6E: return 10
        case 0x72: return 13
        case 0x74: return 9
        // ()*+ - . ? [\]^ {|}
        case 0x28...0x2B, 0x2D, 0x2E, 0x3F, 0x5B...0x5E, 0x7B...0x7D: return letter
        default: return nil
        }
    }
}
