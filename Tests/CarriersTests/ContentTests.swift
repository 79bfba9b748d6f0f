import Carriers
import Curl
import LoadTestKit
import Testing

/// Compressed answers and bodies that are too long to keep.
@Suite struct ContentTests {
    /// gzip of `hello`.
    private static let hello: [UInt8] = [
        0x1F, 0x8B, 0x08, 0, 0, 0, 0, 0, 0, 0x03, 0xCB, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0, 0x86, 0xA6, 0x10, 0x36, 0x05,
        0, 0,
        0,
    ]

    private static func head(_ length: Int) -> [UInt8] {
        Array("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(length)\r\n\r\n".utf8)
    }

    @Test func aCompressedAnswerIsReadAsItWas() throws {
        let server = try ScriptedServer { _ in [.send(Self.head(Self.hello.count) + Self.hello)] }
        defer { server.stop() }
        let wire = try Wire(.exchange, port: server.port)
        let shape = try wire.add(decompresses: true)
        for _ in 0..<3 { #expect(try wire.send(shape).body == "hello") }
        #expect(server.requests.first?.header("Accept-Encoding") == "gzip, deflate")
        #expect(server.connections == 1)
    }

    @Test func aCutCompressedAnswerIsAFailure() throws {
        let cut = Array(Self.hello.dropLast(9))
        let server = try ScriptedServer { _ in [.send(Self.head(cut.count) + cut)] }
        defer { server.stop() }
        let wire = try Wire(.exchange, port: server.port)
        let ended = try wire.send(try wire.add(decompresses: true))
        #expect(ended.result.code == .brokenContent)
        #expect(ended.explanation?.contains("gzip") == true)
    }

    /// What was left out must not be taken for what was there.
    @Test(arguments: Wire.Kind.allCases)
    func aBodyThatIsTooLongToKeepIsSaidSo(_ kind: Wire.Kind) throws {
        let server = try ScriptedServer { _ in
            [.answer(200, String(repeating: "x", count: ResponseSink.limit) + "tail")]
        }
        defer { server.stop() }
        let wire = try Wire(kind, port: server.port)
        let ended = try wire.send(try wire.add())
        #expect(ended.result.code == .bodyTooLong)
        #expect(ended.result.bytesIn > ResponseSink.limit)
        #expect(!ended.body.hasSuffix("tail"))
    }
}
