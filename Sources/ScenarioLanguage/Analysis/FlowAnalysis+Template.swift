import LoadPlan

extension FlowAnalysis {
    /// A template whose places are written as `encoding` says, where the parser has not decided already. Places whose
    /// value is known become text now.
    func template(_ syntax: TemplateSyntax, _ encoding: Template.Encoding, _ context: Context) -> Template {
        var segments: [Template.Segment] = []
        func append(_ bytes: [UInt8]) {
            if case .literal(let before)? = segments.last {
                segments[segments.count - 1] = .literal(before + bytes)
            } else {
                segments.append(.literal(bytes))
            }
        }
        for segment in syntax.segments {
            switch segment {
            case .literal(let bytes): append(bytes)
            case .place(let place, let own):
                let encoding = own ?? encoding
                let (expression, _) = self.expression(place, context)
                if case .literal(.none) = place.kind {
                    bag.warning(
                        "empty-place",
                        "a place that is always empty",
                        at: place.range,
                        "none is written as nothing"
                    )
                }
                if case .literal(let value) = expression, let bytes = ConstantText.bytes(value, encoding) {
                    append(bytes)
                } else {
                    segments.append(.place(expression, encoding))
                }
            }
        }
        return Template(segments: segments)
    }
}

/// Values that are known before the run, written as a template's place would write them.
enum ConstantText {
    /// The bytes, or `nil` for kinds whose writing is left to the run.
    static func bytes(_ value: Value, _ encoding: Template.Encoding) -> [UInt8]? {
        switch value {
        case .integer(let integer): return Array("\(integer)".utf8)
        case .bool(let bool): return Array("\(bool)".utf8)
        case .text(let text):
            let bytes = Array(text.utf8)
            switch encoding {
            case .raw: return bytes
            case .header: return bytes.contains { $0 < 0x20 || $0 == 0x7F } ? nil : bytes
            case .url: return bytes.allSatisfy(isUnreserved) ? bytes : nil
            case .jsonString: return bytes.allSatisfy(isPlainJSON) ? bytes : nil
            case .jsonValue:
                return bytes.allSatisfy(isPlainJSON) ? [UInt8(ascii: "\"")] + bytes + [UInt8(ascii: "\"")] : nil
            }
        case .none, .number, .duration, .date, .list: return nil
        }
    }

    /// RFC 3986 section 2.3.
    private static func isUnreserved(_ byte: UInt8) -> Bool {
        Lexer.isWord(byte) && byte < 0x80 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
            || byte == UInt8(ascii: "~")
    }

    private static func isPlainJSON(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }
}
