import Groundwork
import HTTPExchange
import LoadPlan
import LoadTestKit
import Testing

/// Damage to what services send: nothing crashes or reads past its end, memory stays bounded, and what is understood
/// does not depend on where the network cuts it.
extension FuzzTests {
    private static let wireWords = [
        "\r\n", "\r\n\r\n", "\n", "\r", " ", "\t", ":", ";", ",", "0\r\n\r\n", "ffffffffffffffff", "7fffffffffffffff",
        "HTTP/1.1 200 OK\r\n", "HTTP/1.1 100 C\r\n\r\n", "HTTP/1.0 200\n", "HTTP/1.1 101 S\r\n",
        "Content-Length: 5\r\n",
        "Content-Length: 18446744073709551616\r\n", "Transfer-Encoding: chunked\r\n", "Connection: close\r\n",
        "Content-Encoding: gzip\r\n", "Set-Cookie: a=b\r\n", "Location: /\r\n", "X: y\r\n", "\u{0}",
        "5;a=b\r\nhello\r\n",
        "; Path=/", "; Domain=", "; Max-Age=", "; Secure", "=", "..", "/", "//", "?", "#", "@", "%", "[::1]", "é",
    ].map { Array($0.utf8) }

    private static func shortAnswers() -> [[UInt8]] {
        AnswerCorpus.all.map(\.bytes).filter { $0.count < 3_000 }
    }

    /// Pieces of a text, cut where the text itself says, so that a failure can be repeated.
    private static func cut(_ text: [UInt8]) -> [[UInt8]] {
        var random = SeededRandom(seed: UInt64(text.count), UInt64(text.first ?? 0))
        var pieces: [[UInt8]] = []
        var at = 0
        while at < text.count {
            let end = min(text.count, at + 1 + Int(random.below(random.below(3) == 0 ? 200 : 8)))
            pieces.append(Array(text[at..<end]))
            at = end
        }
        return pieces
    }

    @Test func httpAnswers() {
        fuzz("HTTP answers", Self.shortAnswers(), rounds: 500, pieces: Self.wireWords) { text in
            for method in ["GET", "HEAD"] {
                let whole = Transcript([text], method: method, closes: true, maySwitch: text.count % 2 == 0)
                let cut = Transcript(Self.cut(text), method: method, closes: true, maySwitch: text.count % 2 == 0)
                if whole != cut { Issue.record("cut, it is another answer (seed \(Self.seed)): \(text)") }
                if whole.isWhole == (whole.failure != .none) { Issue.record("neither whole nor a failure: \(text)") }
                if whole.lines.count + whole.body.count + whole.trailers.count + whole.surplus > text.count {
                    Issue.record("more came out than went in: \(text)")
                }
            }
        }
    }

    @Test func compressedBodies() {
        // "hello" by gzip, zlib and deflate, and two members.
        let gzip: [UInt8] = [
            0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0xCB, 0x48, 0xCD, 0xC9, 0xC9, 7, 0, 0x86, 0xA6, 0x10, 0x36, 5, 0, 0, 0,
        ]
        let zlib: [UInt8] = [0x78, 0x9C, 0xCB, 0x48, 0xCD, 0xC9, 0xC9, 7, 0, 6, 0x2C, 2, 0x15]
        let seeds = [gzip, gzip + gzip, zlib, Array(zlib[2..<9])]
        var decoder = ContentDecoder(limit: 100_000)
        fuzz("compressed bodies", seeds, rounds: 500, pieces: Self.wireWords) { text in
            for coding in [ResponseHead.Coding.gzip, .deflate] {
                let whole = Self.decode([text], coding, &decoder)
                let cut = Self.decode(Self.cut(text), coding, &decoder)
                if whole.failure != cut.failure || (whole.failure == nil && whole.body != cut.body) {
                    Issue.record("cut, it is another body (seed \(Self.seed)): \(text)")
                }
            }
        }
        decoder.free()
    }

    private static func decode(
        _ pieces: [[UInt8]],
        _ coding: ResponseHead.Coding,
        _ decoder: inout ContentDecoder
    ) -> (body: [UInt8], failure: ContentFailure?) {
        var body: [UInt8] = []
        decoder.begin(coding)
        for piece in pieces {
            piece.withUnsafeBytes { bytes in
                var input = bytes
                while case .output(let made) = decoder.next(&input) { body += made }
            }
        }
        return (body, decoder.end())
    }

    @Test func cookies() {
        let seeds = [
            "a=b", "sid=1; Path=/; HttpOnly; SameSite=Lax", "a=b; Domain=example.org; Max-Age=60; Secure",
            "__Host-a=b; Secure; Path=/", "a=b; Expires=Wed, 09 Jun 2027 10:18:14 GMT", "novalue; path=/x/y",
        ].map { Array($0.utf8) }
        var jar = CookieJar()
        let host = Array("shop.example.org".utf8)
        fuzz("cookies", seeds, rounds: 1_000, pieces: Self.wireWords) { text in
            let path = Array("/cart/".utf8) + text.prefix(9)
            host.withUnsafeBytes { host in
                path.withUnsafeBytes { path in
                    let origin = CookieOrigin(host: host, path: path, isSecure: text.count % 2 == 0)
                    _ = text.withUnsafeBytes { jar.receive($0, from: origin, now: Int64(text.count)) }
                    let line = jar.line(for: origin, now: Int64(text.count))
                    if line.contains(where: { $0 == 10 || $0 == 13 || $0 == 0 }) {
                        Issue.record("a line break is sent")
                    }
                    if jar.count > CookieLimits.perJar { Issue.record("\(jar.count) cookies") }
                }
            }
        }
        jar.free()
    }

    @Test func redirects() {
        let seeds = [
            "http://a.test/b/c?d#e", "//b.test:8080/x", "../../x/./y?z", "?q", "https://[::1]:443/", "http://a@b/c",
        ].map { Array($0.utf8) }
        fuzz("redirects", seeds, rounds: 1_000, pieces: Self.wireWords) { text in
            let location = String(decoding: text, as: UTF8.self)
            let outcome = RedirectRules.outcome(
                status: 302,
                method: "POST",
                url: "http://a.test/b/c;p?q",
                location: location
            )
            guard case .follow(let next) = outcome else { return }
            let isClean = next.url.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F }
            if !isClean || !next.url.hasPrefix("http") || next.url.contains("#") {
                Issue.record("\(location) leads to \(next.url)")
            }
            // What is sent then leads to the same place.
            let again = RedirectRules.outcome(status: 307, method: "GET", url: next.url, location: next.url)
            guard case .follow(let same) = again, same.url == next.url, same.isSameOrigin else {
                Issue.record("\(next.url) does not lead to itself but: \(again)")
                return
            }
        }
    }

    /// Whatever fills a place, a request has as many lines as it should, or is not sent.
    @Test func requestHeads() {
        let parts = RequestParts(
            method: "GET",
            target: [.text("/a/"), .place(0), .text("?b="), .place(1)],
            host: [.text("a.test")],
            fields: [RequestField("X-A", [.text("b"), .place(2)])]
        )
        guard let head = try? RequestHead(parts) else {
            Issue.record("no head")
            return
        }
        var writer = RequestWriter()
        let seeds = ["abc", "a#b", "x/y?z", "a b", "a\r\nB: c"].map { Array($0.utf8) }
        fuzz("request heads", seeds, rounds: 1_000, pieces: Self.wireWords) { text in
            let none = UnsafeRawBufferPointer(start: nil, count: 0)
            writer.begin(head)
            text.withUnsafeBytes { bytes in
                for _ in 0..<head.placeCount { writer.fill(bytes) }
            }
            guard writer.finish(cookies: none, bodyLength: 0) else { return }
            let lines = writer.bytes.split(separator: 10, omittingEmptySubsequences: false)
            let words = lines[0].split(separator: 32, omittingEmptySubsequences: false)
            if lines.count != 6 || words.count != 3 { Issue.record("another request: \(text)") }
        }
        writer.free()
        head.free()
    }
}
