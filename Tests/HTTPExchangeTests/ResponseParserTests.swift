import HTTPExchange
import LoadTestKit
import Testing

@Suite struct ResponseParserTests {
    @Test func aPlainAnswer() {
        let bytes = Array("HTTP/1.1 200 OK\r\nServer: x\r\nContent-Length: 2\r\nConnection: keep-alive\r\n\r\nok".utf8)
        var parser = ResponseParser()
        defer { parser.free() }
        parser.begin(isHead: false)
        bytes.withUnsafeBytes { bytes in
            var input = bytes
            guard case .head(let lines) = parser.next(&input) else { return #expect(Bool(false)) }
            #expect(lines.count == bytes.count - 2)
            #expect(parser.head.status == 200)
            guard case .body(let body) = parser.next(&input) else { return #expect(Bool(false)) }
            #expect(Array(body) == Array("ok".utf8))
            guard case .end = parser.next(&input) else { return #expect(Bool(false)) }
            #expect(parser.keepsAlive)
        }
    }

    @Test(arguments: ["x00", "2x0", "20x", "20:", "2/0", "0x2"])
    func aStatusOfOtherBytesIsRefused(_ status: String) {
        let answer = "HTTP/1.1 \(status) A reason of some length\r\nContent-Length: 0\r\n\r\n"
        #expect(Transcript([Array(answer.utf8)], method: "GET", closes: true).failure == .statusCode)
    }
}
