/// What is wrong where a word was expected. Only texts that are not JSON come here, so it reads the word again.
extension JSONLexer {
    /// The error of a text in which `problem` was met at a place.
    @inline(never)
    func error(_ problem: JSONError.Problem, at place: Int) -> JSONError {
        guard place < count else { return JSONError(.unexpectedEnd, at: count) }
        switch problem {
        case .unterminatedString: return stringError(place)
        case .malformedNumber: return numberError(place)
        case .malformedLiteral: return literalError(place)
        case .expectedComma, .unexpectedText:
            return JSONError(isInNumber(place) ? .malformedNumber : problem, at: place)
        default: return JSONError(problem, at: place)
        }
    }

    /// Whether the byte continues a number that has ended: `1x` and `01` are malformed numbers.
    private func isInNumber(_ place: Int) -> Bool {
        guard place > 0, bytes[place - 1] &- 0x30 < 10 else { return false }
        switch bytes[place] {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."): return true
        default: return false
        }
    }

    private func stringError(_ start: Int) -> JSONError {
        var place = start + 1
        while place < count {
            switch bytes[place] {
            case 0..<0x20: return JSONError(.controlCharacter, at: place)
            case UInt8(ascii: "\\"):
                let length = JSONEscape.length(bytes + place, count - place)
                guard length > 0 else { return JSONError(.invalidEscape, at: place) }
                place += length
            default:
                let length = UTF8Sequence.length(bytes + place, count - place)
                guard length > 0 else { return JSONError(.invalidUTF8, at: place) }
                place += length
            }
        }
        return JSONError(.unterminatedString, at: start)
    }

    private func numberError(_ start: Int) -> JSONError {
        var place = start
        while place < count, "+-.0123456789eE".utf8.contains(bytes[place]) { place += 1 }
        return JSONError(place < count ? .malformedNumber : .unexpectedEnd, at: place)
    }

    private func literalError(_ start: Int) -> JSONError {
        for word in ["true", "false", "null"] where word.utf8.first == bytes[start] {
            for (index, letter) in word.utf8.enumerated() where byte(start + index) != letter {
                return JSONError(
                    start + index < count ? .malformedLiteral : .unexpectedEnd,
                    at: min(start + index, count)
                )
            }
        }
        return JSONError(.malformedLiteral, at: start)
    }
}
