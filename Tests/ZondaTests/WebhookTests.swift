import Curl
import Foundation
import Glibc
import Groundwork
import LoadTestKit
import Testing

@testable import zonda

/// Messages to a real listener on loopback.
@Suite("Webhooks")
struct WebhookTests {
    @Test func theBodyArrivesAsItIs() throws {
        let server = try OneAnswer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        let answer = WebPost.json(Array("{\"a\": \"ñ\"}".utf8), to: "http://127.0.0.1:\(server.port)/hook/secret")
        #expect(answer.code == .ok)
        #expect(answer.status == 200)
        #expect(answer.beginning == Array("ok".utf8))
        let request = server.request
        #expect(request.hasPrefix("POST /hook/secret HTTP/1.1\r\n"))
        #expect(request.contains("Content-Type: application/json; charset=utf-8\r\n"))
        #expect(request.hasSuffix("\r\n\r\n{\"a\": \"ñ\"}"))
    }

    @Test func aRedirectIsNotFollowedAndLittleIsKept() throws {
        let body = String(repeating: "x", count: 5_000)
        let server = try OneAnswer(
            "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 5000\r\n\r\n\(body)"
        )
        let answer = WebPost.json([], to: "http://127.0.0.1:\(server.port)/")
        #expect(answer.status == 302)
        #expect(answer.beginning.count == WebPost.mostKept)
    }

    @Test func onlyTheWebIsSpoken() {
        #expect(WebPost.json([], to: "file:///etc/hostname").code != .ok)
        #expect(WebPost.json([], to: "http://127.0.0.1:\(LoopbackPort.free())/").code == .couldNotConnect)
    }

    @Test func theAddressIsNeverShown() throws {
        let folder = try TemporaryFolder()
        let template = try folder.write("{ \"v\": \"${verdict}\" }", to: "t.json")
        for url in ["ftp://hooks.test/T0/secret", "hooks.test/secret", "http:///secret"] {
            let stop = #expect(throws: Stop.self) { try WebhookMessage(url: url, template: template) }
            #expect(stop?.status == .usage)
            #expect(stop?.message.contains("secret") == false)
        }
        #expect(throws: Never.self) { try WebhookMessage(url: "https://hooks.test/T0/secret", template: template) }
        let wrong = try folder.write("${nothing}", to: "wrong.json")
        let failure = failure { _ = try WebhookMessage(url: "https://hooks.test/", template: wrong) }
        #expect(failure?.status == .input)
    }
}

/// A listener on loopback that reads one request and gives one answer.
private final class OneAnswer: Sendable {
    let port: Int
    private let received = Locked<[UInt8]>([])

    init(_ answer: String) throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, size) == 0 && listen(descriptor, 1) == 0 && getsockname(descriptor, $0, &size) == 0
            }
        }
        try #require(bound)
        port = Int(UInt16(bigEndian: address.sin_port))
        Thread.detachNewThread { [self] in
            let connection = accept(descriptor, nil, nil)
            read(connection)
            let bytes = Array(answer.utf8)
            _ = send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
            close(connection)
            close(descriptor)
        }
    }

    /// Reads the head and as many bytes as it announces.
    private func read(_ connection: Int32) {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = recv(connection, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            bytes += buffer[0..<count]
            let text = String(decoding: bytes, as: UTF8.self)
            guard let head = text.range(of: "\r\n\r\n") else { continue }
            let length = text.firstMatch(of: /Content-Length: (\d+)/).flatMap { Int($0.1) } ?? 0
            if text[head.upperBound...].utf8.count >= length { break }
        }
        received.withLock { [bytes] in $0 = bytes }
    }

    var request: String { String(decoding: received.withLock { $0 }, as: UTF8.self) }
}
