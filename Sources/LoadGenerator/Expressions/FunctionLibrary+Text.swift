import Curl
import Groundwork
import LoadPlan

/// Texts cut and joined.
extension FunctionLibrary {
    func split(
        _ text: UnsafeRawBufferPointer,
        _ separator: UnsafeRawBufferPointer,
        _ evaluator: Evaluator
    ) -> RuntimeValue {
        .json(
            evaluator.rendered { buffer in
                buffer.append("[\"")
                Self.pieces(of: text, between: separator) { piece, isFirst in
                    if !isFirst { buffer.append("\",\"") }
                    JSONText.escape(piece, to: &buffer)
                }
                buffer.append("\"]")
            },
            .array
        )
    }

    func join(_ list: RuntimeValue, _ separator: UnsafeRawBufferPointer, _ evaluator: Evaluator) -> RuntimeValue {
        guard case .json(_, .array) = list else { return list.isNone ? .none : .text(evaluator.text(of: list)) }
        return made(evaluator) { buffer in
            var isFirst = true
            evaluator.eachItem(of: list) { item in
                if !isFirst { buffer.append(separator) }
                isFirst = false
                buffer.append(evaluator.text(of: item))
            }
        }
    }

    func replace(
        _ text: UnsafeRawBufferPointer,
        _ old: UnsafeRawBufferPointer,
        _ new: UnsafeRawBufferPointer,
        _ evaluator: Evaluator
    ) -> RuntimeValue {
        guard !old.isEmpty else { return .text(text) }
        return made(evaluator) { buffer in
            Self.pieces(of: text, between: old) { piece, isFirst in
                // What is too long is given up; it need not be made whole first.
                guard buffer.count <= Evaluator.textLimit else { return }
                if !isFirst { buffer.append(new) }
                buffer.append(piece)
            }
        }
    }

    /// Hands over what stands between separators; without a separator the characters.
    private static func pieces(
        of text: UnsafeRawBufferPointer,
        between separator: UnsafeRawBufferPointer,
        _ body: (UnsafeRawBufferPointer, _ isFirst: Bool) -> Void
    ) {
        var start = 0
        var isFirst = true
        func take(_ end: Int) {
            body(UnsafeRawBufferPointer(rebasing: text[start..<end]), isFirst)
            isFirst = false
        }
        var index = 0
        while index < text.count {
            if separator.isEmpty {
                if index > start, text[index] & 0xC0 != 0x80 {
                    take(index)
                    start = index
                }
                index += 1
            } else if text.count - index >= separator.count,
                UnsafeRawBufferPointer(rebasing: text[index..<index + separator.count]).equals(separator)
            {
                take(index)
                index += separator.count
                start = index
            } else {
                index += 1
            }
        }
        take(text.count)
    }

    /// Characters are code points, as `length` counts them.
    func substring(
        _ value: RuntimeValue,
        _ start: RuntimeValue,
        _ length: RuntimeValue,
        _ evaluator: Evaluator
    ) -> RuntimeValue {
        guard !value.isNone, let start = start.asInteger else { return .none }
        let text = evaluator.text(of: value)
        let count = Int64(text.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) })
        let first = start < 0 ? max(0, count + max(start, -count)) : min(start, count)
        let wanted = length.isNone ? count - first : min(max(length.asInteger ?? 0, 0), count - first)
        let begin = Self.offset(ofCharacter: first, in: text)
        let end = Self.offset(ofCharacter: first + wanted, in: text)
        return .text(UnsafeRawBufferPointer(rebasing: text[begin..<max(begin, end)]))
    }

    private static func offset(ofCharacter number: Int64, in text: UnsafeRawBufferPointer) -> Int {
        var passed: Int64 = -1
        for (index, byte) in text.enumerated() where byte & 0xC0 != 0x80 {
            passed += 1
            if passed == number { return index }
        }
        return text.count
    }
}
