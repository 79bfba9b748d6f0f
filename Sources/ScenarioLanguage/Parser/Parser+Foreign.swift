import LoadPlan

/// Signs that other languages have for something that is written otherwise here.
extension Parser {
    /// What to write in place of the next token, and how far it reaches, where it is a sign of other languages.
    var foreignSign: (range: TextRange, label: String)? {
        token.kind == .end ? nil : foreignSign(at: token.range.start)
    }

    /// The same of the text at an offset.
    func foreignSign(at start: Int) -> (range: TextRange, label: String)? {
        func isAt(_ sign: String) -> Bool {
            sign.utf8.enumerated().allSatisfy { lexer.byte(at: start + $0.offset) == $0.element }
        }
        let signs = [
            ("//", "comments begin with #"), ("/*", "comments begin with #"), ("--", "comments begin with #"),
            ("===", "write =="), ("&&", "write and"), ("||", "write or"), ("'", "write straight double quotes: \""),
            ("“", "write straight double quotes: \""), ("”", "write straight double quotes: \""),
            ("„", "write straight double quotes: \""), ("«", "write straight double quotes: \""),
            ("`", "write straight double quotes: \""), ("→", "write ->"), ("≤", "write <="), ("≥", "write >="),
            ("≠", "write !="), ("\u{00A0}", "a no-break space (U+00A0): write an ordinary one"),
            ("${", "names are written without ${ } here"), ("{{", "a place is written ${name}"),
            ("#{", "a place is written ${name}"), ("!", "write not"),
        ]
        guard let (sign, label) = signs.first(where: { isAt($0.0) }), !isAt("!=") else { return nil }
        return (TextRange(start, start + sign.utf8.count), label)
    }

    /// The next token, which begins something, cannot: it is said at its own place, also at the start of a line.
    func cannotBegin(_ what: String) -> ParseFailure {
        guard token.kind != .end else { return expected(what) }
        let sign = foreignSign
        if token.kind == .duration, ["th", "st", "nd", "rd"].contains(where: text(token.range).hasSuffix) {
            let percent = text(token.range).prefix { $0.isNumber || $0 == "." }
            return fail("syntax", "unexpected \(tokenDescription)", at: token.range, "write p\(percent) < 200ms")
        }
        let range = sign?.range ?? token.range
        let name = token.kind == .quote && sign == nil ? "string" : "'\(text(range))'"
        return fail("syntax", "unexpected \(name)", at: range, sign?.label ?? "expected \(what)")
    }

    /// A blank that looks like an ordinary one and is none, in a word.
    static func oddBlank(in word: String) -> String? {
        let blanks: [(Character, String)] = [
            ("\u{00A0}", "a no-break space (U+00A0)"), ("\u{202F}", "a narrow no-break space (U+202F)"),
            ("\u{2009}", "a thin space (U+2009)"), ("\u{3000}", "an ideographic space (U+3000)"),
        ]
        guard let found = blanks.first(where: { word.contains($0.0) }) else { return nil }
        return "\(found.1) stands here: write an ordinary one"
    }

    /// What to say at a word that begins nothing here.
    static func label(forUnknown word: String, in place: ForeignWord.Place, known: [String]) -> String? {
        oddBlank(in: word) ?? ForeignWord.label(for: word, in: place)
            ?? Suggestion.nearest(to: word, in: known).map { "did you mean \($0)?" }
    }

    // MARK: Places of other tools

    /// Warns of a place of another tool in a text, which would be sent as it stands: `{{token}}`, `#{token}`,
    /// `$PASSWORD`.
    func warnOfForeignPlaces(_ template: TemplateSyntax) {
        for case .literal(let bytes) in template.segments {
            guard let (found, name) = Self.foreignPlace(in: bytes, isWhole: template.segments.count == 1) else {
                continue
            }
            bag.warning(
                "foreign-place",
                "'\(found)' is sent as it stands",
                at: template.range,
                "a place is written ${\(name)}"
            )
            return
        }
    }

    private static func foreignPlace(in bytes: [UInt8], isWhole: Bool) -> (found: String, name: String)? {
        guard bytes.count >= 3, bytes.contains(where: { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "$") }) else {
            return nil
        }
        for (open, close) in [("{{", "}}"), ("#{", "}")] {
            var from = bytes.startIndex
            while let start = bytes[from...].firstRange(of: Array(open.utf8)) {
                from = start.upperBound
                guard let end = bytes[from...].firstRange(of: Array(close.utf8)) else { break }
                let inner = bytes[from..<end.lowerBound].filter { !Lexer.isSpace($0) }
                let isName = inner.first.map(Lexer.isWordStart) ?? false
                guard isName, inner.allSatisfy({ Lexer.isWord($0) || $0 == UInt8(ascii: ".") }) else { continue }
                return (
                    String(decoding: bytes[start.lowerBound..<end.upperBound], as: UTF8.self),
                    String(decoding: inner, as: UTF8.self)
                )
            }
        }
        // A whole value that is written as a shell has it.
        let name = bytes.dropFirst()
        guard isWhole, bytes.first == UInt8(ascii: "$"), name.count >= 2,
            name.first.map({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }) ?? false,
            name.allSatisfy({ Lexer.isWord($0) && !(UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) })
        else { return nil }
        return (String(decoding: bytes, as: UTF8.self), String(decoding: name, as: UTF8.self))
    }
}
