/// Finds one value by names and indices in one pass that keeps nothing but its way.
///
/// It checks the whole text by the same grammar as ``JSONTape``, so both find the same or both refuse. Of members with
/// the same name the last one counts, as in JavaScript, Python and Go; it may lead elsewhere than an earlier one.
struct JSONPointerScan {
    /// One step of the way.
    enum Step {
        case name(UnsafeRawBufferPointer)
        case index(Int)
    }

    private let steps: UnsafeBufferPointer<Step>
    private let text: UnsafeRawBufferPointer
    private let lexer: JSONLexer
    /// The value at the end of the way, so far.
    private var found: JSONNode?

    /// The value at the end of the way; `nil` where there is none.
    static func find(
        _ steps: UnsafeBufferPointer<Step>,
        in text: UnsafeRawBufferPointer
    ) throws(JSONError) -> JSONNode? {
        let lexer = try JSONLexer(text)
        var scan = JSONPointerScan(steps: steps, text: text, lexer: lexer)
        try lexer.end(try scan.value(0, from: lexer.skipSpace(0)))
        return scan.found
    }

    private init(steps: UnsafeBufferPointer<Step>, text: UnsafeRawBufferPointer, lexer: JSONLexer) {
        self.steps = steps
        self.text = text
        self.lexer = lexer
    }

    /// Follows the steps from `number` on, from the value at `start`. That many arrays and objects are open around it, so
    /// the limit of depth limits the recursion too.
    /// - Returns: The place after the value.
    private mutating func value(_ number: Int, from start: Int) throws(JSONError) -> Int {
        guard number < steps.count else { return try last(number, from: start) }
        switch (steps[number], lexer.byte(start)) {
        case (.name(let name), UInt8(ascii: "{")): return try member(name, number, from: try enter(start, number))
        case (.index(let index), UInt8(ascii: "[")): return try element(index, number, from: try enter(start, number))
        default: return try skip(start, number)
        }
    }

    /// The value here, which ends the way.
    private mutating func last(_ depth: Int, from start: Int) throws(JSONError) -> Int {
        let kind: JSONNode.Kind =
            switch lexer.byte(start) {
            case UInt8(ascii: "{"): .object
            case UInt8(ascii: "["): .array
            case UInt8(ascii: "\""): .string
            case UInt8(ascii: "t"), UInt8(ascii: "f"): .bool
            case UInt8(ascii: "n"): .null
            default: .number
            }
        let end = try skip(start, depth)
        found = JSONNode(kind: kind, bytes: UnsafeRawBufferPointer(rebasing: text[start..<end]))
        return end
    }

    /// Past an opening bracket.
    private func enter(_ start: Int, _ depth: Int) throws(JSONError) -> Int {
        guard depth < JSONError.depthLimit else { throw lexer.error(.tooDeep, at: start) }
        return lexer.skipSpace(start &+ 1)
    }

    private mutating func member(
        _ name: UnsafeRawBufferPointer,
        _ number: Int,
        from start: Int
    ) throws(JSONError) -> Int {
        var place = start
        if lexer.byte(place) == UInt8(ascii: "}") { return place &+ 1 }
        while true {
            let key: JSONText
            if let short = lexer.shortName(place) {
                key = JSONText(
                    bytes: UnsafeRawBufferPointer(start: lexer.bytes + (place &+ 1), count: short.end &- place &- 2),
                    isEscaped: false
                )
                place = short.value
            } else {
                let end = try lexer.name(place)
                key = JSONText(
                    bytes: UnsafeRawBufferPointer(rebasing: text[place &+ 1..<end.place &- 1]),
                    isEscaped: end.isEscaped
                )
                place = try lexer.colon(end.place)
            }
            if key.equals(JSONText(bytes: name, isEscaped: false)) {
                // An earlier member of this name does not count.
                found = nil
                place = try value(number &+ 1, from: place)
            } else {
                place = try skip(place, number &+ 1)
            }
            place = lexer.skipSpace(place)
            guard lexer.byte(place) == UInt8(ascii: ",") else { break }
            place = lexer.skipSpace(place &+ 1)
        }
        guard lexer.byte(place) == UInt8(ascii: "}") else { throw lexer.error(.expectedComma, at: place) }
        return place &+ 1
    }

    private mutating func element(_ index: Int, _ number: Int, from start: Int) throws(JSONError) -> Int {
        var place = start
        if lexer.byte(place) == UInt8(ascii: "]") { return place &+ 1 }
        var left = index
        while true {
            place = left == 0 ? try value(number &+ 1, from: place) : try skip(place, number &+ 1)
            left &-= 1
            place = lexer.skipSpace(place)
            guard lexer.byte(place) == UInt8(ascii: ",") else { break }
            place = lexer.skipSpace(place &+ 1)
        }
        guard lexer.byte(place) == UInt8(ascii: "]") else { throw lexer.error(.expectedComma, at: place) }
        return place &+ 1
    }

    /// Past a value that is not on the way.
    @inline(__always)
    private func skip(_ start: Int, _ depth: Int) throws(JSONError) -> Int {
        let end =
            switch lexer.byte(start) {
            case UInt8(ascii: "\""): lexer.string(start).place
            case UInt8(ascii: "-"), 0x30...0x39: lexer.number(start)
            default: -1
            }
        return end >= 0 ? end : try skipOther(start, depth)
    }

    @inline(never)
    private func skipOther(_ start: Int, _ depth: Int) throws(JSONError) -> Int {
        var visitor = JSONSkipping()
        return try lexer.walk(&visitor, from: start, depth: depth)
    }
}
