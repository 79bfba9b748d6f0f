/// Text with places for values: what stands in paths, headers and bodies.
struct DraftText: Equatable, ExpressibleByStringLiteral {
    enum Piece: Equatable {
        case literal(String)
        /// An expression of the scenario language, written out.
        case place(String)
    }

    private(set) var pieces: [Piece] = []

    init() {}
    init(_ literal: String) { append(literal) }
    init(stringLiteral literal: String) { append(literal) }

    /// A text that is one value.
    static func place(_ expression: String) -> DraftText {
        var text = DraftText()
        text.appendPlace(expression)
        return text
    }

    mutating func append(_ literal: String) {
        guard !literal.isEmpty else { return }
        if case .literal(var text)? = pieces.last {
            // Taken out first, so that the text grows in place.
            pieces.removeLast()
            text += literal
            pieces.append(.literal(text))
        } else {
            pieces.append(.literal(literal))
        }
    }

    mutating func appendPlace(_ expression: String) { pieces.append(.place(expression)) }

    mutating func append(_ other: DraftText) {
        for piece in other.pieces {
            switch piece {
            case .literal(let text): append(text)
            case .place(let expression): appendPlace(expression)
            }
        }
    }

    var isEmpty: Bool { pieces.isEmpty }

    /// The text, where it has no places.
    var literal: String? {
        switch pieces.count {
        case 0: ""
        case 1: if case .literal(let text) = pieces[0] { text } else { nil }
        default: nil
        }
    }

    /// The expression, where the text is one value and nothing else.
    var onlyPlace: String? {
        if pieces.count == 1, case .place(let expression) = pieces[0] { expression } else { nil }
    }

    /// The expressions of its places.
    var places: [String] {
        pieces.compactMap { if case .place(let expression) = $0 { expression } else { nil } }
    }

    /// The text with every literal part rewritten.
    func mapLiterals(_ transform: (String) -> DraftText) -> DraftText {
        var result = DraftText()
        for piece in pieces {
            switch piece {
            case .literal(let text): result.append(transform(text))
            case .place(let expression): result.appendPlace(expression)
            }
        }
        return result
    }

    /// Every occurrence of a literal text becomes a place.
    func replacing(_ value: String, by expression: String) -> DraftText {
        guard !value.isEmpty else { return self }
        return mapLiterals { text in
            var result = DraftText()
            for (index, part) in TextSearch.split(text, at: value).enumerated() {
                if index > 0 { result.appendPlace(expression) }
                result.append(part)
            }
            return result
        }
    }
}
