import Curl
import Extraction
import Groundwork
import JSON
import LoadPlan

/// Why a check did not hold or a capture found nothing, in words for the one who reads the report. Only failures come
/// here, and of each kind the first.
extension Evaluator {
    /// Longest part of a found value that is shown, in characters.
    private static var shown: Int { 60 }

    /// What a failed condition found: `the text "pending"`.
    func explain(_ condition: NodeID) -> String {
        if case .undecided(let wouldHold) = truth(of: condition), let unread, wouldHold || unread.reason != .foreign {
            return words(unread)
        }
        return explainKnown(condition)
    }

    private func explainKnown(_ condition: NodeID) -> String {
        switch node(condition) {
        case .binary(.and, let left, let right): explain(truth(of: left).isCertain ? right : left)
        case .binary(.or, let left, let right):
            [explain(left), explain(right)].reduce(into: [String]()) { parts, part in
                if !parts.contains(part) { parts.append(part) }
            }.joined(separator: ", ")
        case .not(let operand): explainKnown(operand)
        case .binary(_, let left, let right): compared(left, right)
        case .member(let value, _, _), .isKind(let value, _), .matches(let value, _): found(value)
        default: found(condition)
        }
    }

    private func compared(_ left: NodeID, _ right: NodeID) -> String {
        if case .constant = node(left) { return found(right) }
        if case .constant = node(right) { return found(left) }
        return "\(found(left)) against \(found(right))"
    }

    /// A part of the answer, or another value, as it was found.
    func found(_ part: NodeID) -> String {
        let value = evaluate(part)
        return value.isNone ? missing(part) : describe(value)
    }

    /// Why a part of the answer has no value.
    func missing(_ part: NodeID) -> String {
        switch node(part) {
        case .json, .jsonCount:
            guard let answer else { return "no answer" }
            if answer.isEmpty { return "an empty answer" }
            if scanner.error != nil, let foreign = ForeignBody(answer) { return "no JSON but \(foreign.words)" }
            guard let error = scanner.error else { return "nothing there in \(describe(.text(answer)))" }
            return "no JSON: \(error) of \(describe(.text(answer)))"
        case .regex(let number):
            guard let answer else { return "no answer" }
            if case .givenUp? = pool.regexes[Int(number)].expression?.find(in: answer) {
                return "nothing: the search was given up after \(RegularExpression.stepLimit) steps"
            }
            if let foreign = ForeignBody(answer), foreign.isCompressed { return "no match in \(foreign.words)" }
            return "no match in \(describe(.text(answer)))"
        case .xpath(let number):
            guard let answer else { return "no answer" }
            if let foreign = ForeignBody(answer), foreign.isCompressed { return "no document but \(foreign.words)" }
            if case .failed(let reason)? = ask(Int(number)) { return "nothing: \(reason)" }
            return markup.error.map { "no document: \($0)" } ?? "nothing there in \(describe(.text(answer)))"
        case .body:
            guard let answer, let foreign = ForeignBody(answer), foreign.isCompressed else { return "nothing" }
            return foreign.words
        case .header: return "no such header"
        case .cookie: return "no such cookie"
        case .item(let list, let key): return "no item \(describe(evaluate(key))) in \(found(list))"
        default: return "nothing"
        }
    }

    /// A value with its kind, shortened.
    func describe(_ value: RuntimeValue) -> String {
        switch value {
        case .none: "nothing"
        case .bool(let bool): "\(bool)"
        case .integer, .number, .json(_, .number): "the number \(shortened(value))"
        case .text(let bytes): bytes.isEmpty ? "an empty text" : "the text \"\(shortened(value))\""
        case .json(_, .null): "null"
        case .json(_, .array): "the array \(shortened(value))"
        case .json: "the object \(shortened(value))"
        case .duration: "\(shortened(value)) s"
        case .date: "the date \(shortened(value))"
        }
    }

    /// Masked whole and then cut: half a secret is one too many.
    private func shortened(_ value: RuntimeValue) -> String {
        let bytes = text(of: value)
        let masked = mask.apply(String(decoding: bytes.prefix(64 << 10), as: UTF8.self))
        let line = masked.split(whereSeparator: { $0.isWhitespace }).joined(separator: " ")
        return line.count > Self.shown ? line.prefix(Self.shown) + "…" : line
    }

    /// A transport's words for a message: one line of bounded length without secrets.
    func shortened(_ words: String) -> String {
        let line = mask.apply(words).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return line.count > 300 ? line.prefix(300) + "…" : line
    }

    /// A value as a debug run shows it.
    func shown(_ value: RuntimeValue) -> String {
        value.isNone ? "none" : String(decoding: text(of: value), as: UTF8.self)
    }
}
