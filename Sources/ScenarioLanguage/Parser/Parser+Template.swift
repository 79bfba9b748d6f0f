import Groundwork
import LoadPlan

extension Parser {
    /// A string in double quotes, on one line; `${…}` is a place, `\n`, `\"` and the like are escapes.
    func parseString() throws(ParseFailure) -> TemplateSyntax {
        let start = token.range.start
        var builder = TemplateBuilder()
        var position = token.range.end
        while let byte = lexer.byte(at: position), byte != UInt8(ascii: "\n") {
            switch byte {
            case UInt8(ascii: "\""):
                resume(at: position + 1)
                let string = builder.finish(TextRange(start, position + 1))
                warnOfForeignPlaces(string)
                return string
            case UInt8(ascii: "\\"):
                position = try parseEscape(at: position, into: &builder)
            case UInt8(ascii: "$") where lexer.byte(at: position + 1) == UInt8(ascii: "{"):
                do throws(ParseFailure) {
                    position = try parsePlace(at: position, encoding: nil, into: &builder)
                } catch {
                    // Past the string, so that its closing quote does not open another.
                    resume(at: behind(UInt8(ascii: "\""), from: previousEnd))
                    throw error
                }
            default:
                builder.append(byte)
                position += 1
            }
        }
        throw fail(
            "unterminated-string",
            "a string without its end",
            at: TextRange(start, position),
            "the closing \" is missing; a string ends on its own line"
        )
    }

    /// Text that ends at the next white space: an unquoted header value, a path.
    /// - Parameter stops: bytes besides white space and `}` that end it.
    func parseBare(from start: Int, stops: [UInt8] = [], encoding: Template.Encoding?) throws(ParseFailure)
        -> TemplateSyntax
    {
        var builder = TemplateBuilder()
        var position = start
        while let byte = lexer.byte(at: position), !Lexer.isSpace(byte) {
            if byte == UInt8(ascii: "$"), lexer.byte(at: position + 1) == UInt8(ascii: "{") {
                position = try parsePlace(at: position, encoding: encoding, into: &builder)
                continue
            }
            if byte == UInt8(ascii: "}") || stops.contains(byte) { break }
            builder.append(byte)
            position += 1
        }
        resume(at: position)
        let bare = builder.finish(TextRange(start, position))
        warnOfForeignPlaces(bare)
        return bare
    }

    /// `${…}` at an offset.
    /// - Returns: the offset behind it.
    func parsePlace(
        at start: Int,
        encoding: Template.Encoding?,
        into builder: inout TemplateBuilder
    ) throws(ParseFailure) -> Int {
        let outer = brackets
        brackets = 0
        defer { brackets = outer }
        resume(at: start + 2)
        do throws(ParseFailure) {
            if token.kind == .rightBrace {
                throw fail(
                    "empty-place",
                    "an empty place",
                    at: TextRange(start, token.range.end),
                    "an expression is missing"
                )
            }
            let expression = try nested { () throws(ParseFailure) in try self.parseExpression() }
            guard token.kind == .rightBrace else {
                throw fail(
                    "unclosed-place",
                    "a place without its end",
                    at: here,
                    "a } should close the ${ in column \(source.place(at: start).column)",
                    help: Self.blankHelp(expression)
                )
            }
            builder.append(expression, encoding)
            return token.range.end
        } catch {
            // Past the place, so that its closing brace does not close a block.
            resume(at: behind(UInt8(ascii: "}"), from: min(token.range.start, behind(UInt8(ascii: "\n"), from: start))))
            throw error
        }
    }

    /// After `patients.Apellido y Nombre`: how a name with blanks is written.
    private static func blankHelp(_ expression: ExpressionSyntax) -> String? {
        guard case .column(let table, let column) = expression.kind else { return nil }
        return "a column whose name has blanks is written \(table.text)[\"\(column.text) …\"]"
    }

    /// An escape at an offset.
    /// - Returns: the offset behind it.
    private func parseEscape(at start: Int, into builder: inout TemplateBuilder) throws(ParseFailure) -> Int {
        let simple: [UInt8: UInt8] = [
            UInt8(ascii: "\""): UInt8(ascii: "\""), UInt8(ascii: "\\"): UInt8(ascii: "\\"),
            UInt8(ascii: "n"): 0x0A, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09,
            UInt8(ascii: "$"): UInt8(ascii: "$"), UInt8(ascii: "/"): UInt8(ascii: "/"),
        ]
        let next = lexer.byte(at: start + 1)
        if let next, let byte = simple[next] {
            builder.append(byte)
            return start + 2
        }
        if next == UInt8(ascii: "u"), lexer.byte(at: start + 2) == UInt8(ascii: "{") {
            var end = start + 3
            while let byte = lexer.byte(at: end), Lexer.isWord(byte), end < start + 12 { end += 1 }
            if lexer.byte(at: end) == UInt8(ascii: "}"),
                let value = UInt32(text(TextRange(start + 3, end)), radix: 16), let scalar = UnicodeScalar(value)
            {
                for byte in String(Character(scalar)).utf8 { builder.append(byte) }
                return end + 1
            }
        }
        throw fail(
            "unknown-escape",
            "unknown escape",
            at: TextRange(start, start + 2),
            "escapes are \\\" \\\\ \\n \\r \\t \\$ and \\u{1F600}"
        )
    }
}

/// Gathers the pieces of a template.
struct TemplateBuilder {
    private var segments: [TemplateSyntax.Segment] = []
    private var literal: [UInt8] = []

    mutating func append(_ byte: UInt8) { literal.append(byte) }

    mutating func append(_ expression: ExpressionSyntax, _ encoding: Template.Encoding?) {
        flush()
        segments.append(.place(expression, encoding))
    }

    private mutating func flush() {
        guard !literal.isEmpty else { return }
        segments.append(.literal(literal))
        literal = []
    }

    mutating func finish(_ range: TextRange) -> TemplateSyntax {
        flush()
        return TemplateSyntax(segments: segments, range: range)
    }
}
