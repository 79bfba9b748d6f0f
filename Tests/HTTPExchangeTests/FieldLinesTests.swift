import HTTPExchange
import LoadTestKit
import Testing

@Suite struct FieldLinesTests {
    @Test func linesAreTakenApart() {
        let text = "HTTP/1.1 200 OK\r\nA: b\r\nSet-Cookie:  x=1 \r\nbare\r\nEmpty:\r\nF: 1\r\n\t2\nG:h:i\r\n\r\n"
        Array(text.utf8).withUnsafeBytes { bytes in
            let lines = FieldLines(bytes).map { line in
                [String(decoding: line.name, as: UTF8.self), String(decoding: line.value, as: UTF8.self)]
            }
            #expect(lines == [["A", "b"], ["Set-Cookie", "x=1"], ["Empty", ""], ["F", "1\r\n\t2"], ["G", "h:i"]])
            #expect(FieldLines(bytes).filter { $0.isNamed("set-cookie") }.count == 1)
        }
    }

    @Test func halfALineEndsThem() {
        for text in ["", "A", "A:", "A: b", "A: b\r\n"] {
            Array(text.utf8).withUnsafeBytes { #expect(FieldLines($0).map { $0.value.count }.count <= 1) }
        }
    }

    @Test func foldedLinesBecomeOne() {
        var bytes = Array("HTTP/1.1 200 OK\r\nA: b\r\n c\n\td\r\nE: f\r\n\r\n".utf8)
        bytes.withUnsafeMutableBytes { FieldLines.unfold($0) }
        #expect(String(decoding: bytes, as: UTF8.self) == "HTTP/1.1 200 OK\r\nA: b   c \td\r\nE: f\r\n\r\n")
        for text in ["", "\n", "\n ", "\r\n", "a\n", "\r\n "] {
            var bytes = Array(text.utf8)
            bytes.withUnsafeMutableBytes { FieldLines.unfold($0) }
            #expect(bytes.count == text.utf8.count)
        }
    }

    @Test func foldsAreNoticed() {
        for (name, isFolded) in [("a folded value", true), ("a folded value in line feeds", true), ("plain", false)] {
            guard let answer = AnswerCorpus.named(name) else {
                Issue.record("no row \(name)")
                continue
            }
            for pieces in [[answer.bytes], answer.bytes.map { [$0] }] {
                #expect(Transcript(pieces, method: "GET", closes: false).head.isFolded == isFolded)
            }
        }
    }
}
