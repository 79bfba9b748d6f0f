/// A regular expression in the interoperable format of RFC 9485, compiled for ``IRegexpMatcher``.
///
/// Characters are Unicode scalar values. `^` and `$` outside of brackets are the text's start and end, as the compliance
/// suite of JSONPath (RFC 9535) has them; whether the whole text or a part must match is up to the caller. Repetitions are copied out, up to ``instructionLimit``.
final class IRegexp {
    /// What the matcher does in one place of the pattern. Distances are relative to the instruction.
    enum Instruction {
        /// Takes this character.
        case scalar(UInt32)
        /// Takes any character but a line feed or carriage return.
        case any
        /// Takes a character of a set.
        case set(Int32)
        /// Goes on at the start of the text only.
        case start
        /// Goes on at the end of the text only.
        case end
        /// Goes on in two places.
        case split(Int32, Int32)
        /// Goes on elsewhere.
        case jump(Int32)
        /// The pattern ends.
        case accept
    }

    /// The compiled pattern; valid as long as its ``IRegexp``.
    struct Code {
        var instructions: UnsafeBufferPointer<Instruction>
        var sets: UnsafeBufferPointer<IRegexpSet>
        var ranges: UnsafeBufferPointer<IRegexpSet.Range>
    }

    /// Longer programs are refused: time grows with their length for every character of a text.
    static let instructionLimit = 10_000

    let code: Code

    /// `nil` where the bytes are not UTF-8 or no I-Regexp, nest more than ``IRegexpParser/depthLimit`` groups or become
    /// too long a program.
    init?(_ pattern: some Sequence<UInt8>) {
        guard var parser = IRegexpParser(pattern), let instructions = parser.parse() else { return nil }
        code = Code(
            instructions: Self.freeze(instructions),
            sets: Self.freeze(parser.sets),
            ranges: Self.freeze(parser.ranges)
        )
    }

    /// For plain values, which nothing has to destroy.
    private static func freeze<Part>(_ parts: [Part]) -> UnsafeBufferPointer<Part> {
        let pointer = UnsafeMutablePointer<Part>.allocate(capacity: max(1, parts.count))
        pointer.initialize(from: parts, count: parts.count)
        return UnsafeBufferPointer(start: pointer, count: parts.count)
    }

    deinit {
        code.instructions.baseAddress?.deallocate()
        code.sets.baseAddress?.deallocate()
        code.ranges.baseAddress?.deallocate()
    }
}
