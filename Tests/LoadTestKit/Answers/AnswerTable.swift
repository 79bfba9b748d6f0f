/// Reads a table of answers.
///
/// A row begins with `# name | METHOD | expectation | body`; the lines below it, put together, are the bytes. The
/// expectation is `200 keep` or `200 close`, with ` interim=N` and ` surplus=N` where there are some, or `fail KIND`.
/// Escapes of bytes and bodies: `\r`, `\n`, `\t`, `\0`, `\\`, `\xHH`, `\p` where the server pauses, `\$` where it closes the
/// connection, and `\{TEXT*N}` for a text N times, inside which escapes count too.
struct AnswerTable {
    private(set) var rows: [AnswerCase] = []

    init(_ table: String) {
        var heading: [String] = []
        var content = ""
        for line in table.split(separator: "\n") {
            if line.hasPrefix("# ") {
                add(heading, content)
                heading = line.dropFirst(2).split(separator: "|", maxSplits: 3, omittingEmptySubsequences: false)
                    .map { Self.trimmed($0) }
                content = ""
            } else {
                content += line
            }
        }
        add(heading, content)
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }

    private mutating func add(_ heading: [String], _ content: String) {
        guard heading.count >= 3 else { return }
        let words = heading[2].split(separator: " ").map(String.init)
        func number(_ name: String) -> Int {
            words.first { $0.hasPrefix(name + "=") }.flatMap { Int($0.dropFirst(name.count + 1)) } ?? 0
        }
        let sent = AnswerText(content)
        let body = AnswerText(heading.count > 3 ? heading[3] : "").pieces.flatMap { $0 }
        let expected: AnswerCase.Expectation =
            words[0] == "fail"
            ? .failure(words[1])
            : .answer(status: Int(words[0]) ?? 0, body: body, keepsAlive: words[1] == "keep")
        rows.append(
            AnswerCase(
                name: heading[0],
                method: heading[1],
                pieces: sent.pieces,
                closes: sent.closes,
                expected: expected,
                interim: number("interim"),
                surplus: number("surplus")
            )
        )
    }
}

/// Bytes written with the escapes of an ``AnswerTable``.
struct AnswerText {
    private(set) var pieces: [[UInt8]] = [[]]
    private(set) var closes = false

    init(_ text: String) {
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\"), let escape = rest.popFirst() else {
                append(byte)
                continue
            }
            switch escape {
            case UInt8(ascii: "r"): append(13)
            case UInt8(ascii: "n"): append(10)
            case UInt8(ascii: "t"): append(9)
            case UInt8(ascii: "0"): append(0)
            case UInt8(ascii: "p"): pieces.append([])
            case UInt8(ascii: "$"): closes = true
            case UInt8(ascii: "x"):
                append(UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) ?? 0)
                rest = rest.dropFirst(2)
            case UInt8(ascii: "{"):
                let inside = rest.prefix { $0 != UInt8(ascii: "}") }
                rest = rest.dropFirst(inside.count + 1)
                guard let star = inside.lastIndex(of: UInt8(ascii: "*")) else { continue }
                let once = AnswerText(String(decoding: inside[..<star], as: UTF8.self)).pieces.flatMap { $0 }
                let count = Int(String(decoding: inside[(star + 1)...], as: UTF8.self)) ?? 0
                for _ in 0..<count { pieces[pieces.count - 1] += once }
            default: append(escape)
            }
        }
    }

    private mutating func append(_ byte: UInt8) { pieces[pieces.count - 1].append(byte) }
}
