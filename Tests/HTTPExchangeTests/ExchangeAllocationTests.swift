import AllocationCounter
import HTTPExchange
import Testing

/// What is done for each request takes no memory from the heap once its buffers have grown.
@Suite struct ExchangeAllocationTests {
    /// An optimised build allocates nothing (`make allocations`); an unoptimised one keeps some temporaries on the heap.
    #if DEBUG
        private static let limit = 8.0
    #else
        private static let limit = 0.0
    #endif

    private static let answer = Array(
        "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nSet-Cookie: a=1; Path=/\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"
            .utf8
    )
    private static let host = Array("a.test".utf8)
    private static let path = Array("/b/c?d".utf8)
    private static let cookie = Array("a=1; Path=/; Max-Age=60".utf8)

    /// One request and its answer, which comes in two pieces.
    private static func exchange(
        _ head: RequestHead,
        _ writer: inout RequestWriter,
        _ parser: inout ResponseParser,
        _ jar: inout CookieJar,
        cut: Int
    ) -> Int {
        var total = 0
        host.withUnsafeBytes { host in
            path.withUnsafeBytes { path in
                let origin = CookieOrigin(host: host, path: path, isSecure: false)
                cookie.withUnsafeBytes { _ = jar.receive($0, from: origin, now: 1_800_000_000) }
                writer.begin(head)
                for _ in 0..<head.placeCount { writer.fill(host) }
                if writer.finish(cookies: jar.line(for: origin, now: 1_800_000_000), bodyLength: 0) {
                    total += writer.bytes.count
                }
            }
        }
        parser.begin(isHead: false)
        answer.withUnsafeBytes { bytes in
            for part in 0..<2 {
                var input = UnsafeRawBufferPointer(rebasing: part == 0 ? bytes[..<cut] : bytes[cut...])
                reading: while true {
                    switch parser.next(&input) {
                    case .body(let body): total += body.count
                    case .end, .more, .failed: break reading
                    default: break
                    }
                }
            }
        }
        return total
    }

    @Test func nothingIsAllocated() throws {
        guard allocation_count() >= 0 else { return }
        let head = try RequestHead(
            RequestParts(
                method: "GET",
                target: [.text("/a/"), .place(0)],
                host: [.text("a.test")],
                fields: [RequestField("X-A", [.place(1)])]
            )
        )
        var writer = RequestWriter()
        var parser = ResponseParser()
        var jar = CookieJar()
        defer {
            head.free()
            writer.free()
            parser.free()
            jar.free()
        }
        var total = 0
        for cut in 0..<Self.answer.count { total += Self.exchange(head, &writer, &parser, &jar, cut: cut) }
        #expect(total == (writer.bytes.count + 5) * Self.answer.count)
        #expect(String(decoding: writer.bytes, as: UTF8.self).contains("Cookie: a=1\r\n"))
        let before = allocation_count()
        for cut in 0..<Self.answer.count { total += Self.exchange(head, &writer, &parser, &jar, cut: cut) }
        let perExchange = Double(allocation_count() - before) / Double(Self.answer.count)
        #expect(perExchange <= Self.limit, "\(perExchange) allocations an exchange")
    }
}
