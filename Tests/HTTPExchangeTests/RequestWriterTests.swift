import HTTPExchange
import Testing

@Suite struct RequestWriterTests {
    /// The bytes of a request; what fills its places comes in their order.
    private static func write(
        _ parts: RequestParts,
        _ values: [String] = [],
        cookies: String = "",
        body: String = ""
    ) throws(RequestFailure) -> String {
        let head = try RequestHead(parts)
        defer { head.free() }
        var writer = RequestWriter()
        defer { writer.free() }
        // A second time over the first, as it is used.
        for _ in 0..<2 {
            writer.begin(head)
            for position in 0..<head.placeCount {
                Array(values[head.place(position)].utf8).withUnsafeBytes { writer.fill($0) }
            }
            let isWhole = Array(cookies.utf8).withUnsafeBytes {
                writer.finish(cookies: $0, bodyLength: body.utf8.count)
            }
            if !isWhole { throw writer.failure ?? .path }
            Array(body.utf8).withUnsafeBytes { writer.append(body: $0) }
        }
        if let constant = head.constant, cookies.isEmpty {
            let bytes = writer.bytes
            #expect(Array(constant) == Array(bytes.prefix(bytes.count - body.utf8.count)))
        }
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private static func parts(
        _ method: String = "GET",
        _ target: [RequestPart] = [.text("/x")],
        _ fields: [RequestField] = [],
        _ body: RequestParts.Body = .none,
        agent: String? = nil
    ) -> RequestParts {
        RequestParts(
            method: method,
            target: target,
            host: [.text("a.test:8080")],
            fields: fields,
            body: body,
            userAgent: agent
        )
    }

    @Test func nothingIsAdded() throws {
        let text = try Self.write(Self.parts(agent: "zonda"))
        #expect(text == "GET /x HTTP/1.1\r\nHost: a.test:8080\r\nUser-Agent: zonda\r\n\r\n")
    }

    @Test func thePathIsSentAsWritten() throws {
        for path in [
            "/", "/a/../b/./c", "//x", "/%2e%2E/", "/a;b=c,d'e(f)*!$&", "/\"<>\\^`{|}", "/ñ", "/x?", "/x?a=b&c=?/",
        ] {
            #expect(try Self.write(Self.parts("GET", [.text(path)])).hasPrefix("GET \(path) HTTP/1.1\r\n"))
        }
    }

    @Test func fragmentsAreNotSent() throws {
        #expect(try Self.write(Self.parts("GET", [.text("/x?a#b")])).hasPrefix("GET /x?a HTTP/1.1\r\n"))
        // A mark that combines with the sign before it does not hide it.
        #expect(try Self.write(Self.parts("GET", [.text("/x?a#\u{301}b")])).hasPrefix("GET /x?a HTTP/1.1\r\n"))
        let target: [RequestPart] = [.text("/x/"), .place(0), .text("/y?"), .place(1), .text("z")]
        #expect(try Self.write(Self.parts("GET", target), ["a", "b"]).hasPrefix("GET /x/a/y?bz HTTP/1.1\r\nHost: a"))
        #expect(try Self.write(Self.parts("GET", target), ["a#", "b"]).hasPrefix("GET /x/a HTTP/1.1\r\nHost: a"))
        #expect(try Self.write(Self.parts("GET", target), ["a", "#"]).hasPrefix("GET /x/a/y? HTTP/1.1\r\nHost: a"))
    }

    @Test func placesAreFilled() throws {
        let fields = [
            RequestField("Authorization", [.text("Bearer "), .place(2)]),
            RequestField("X-Two", [.place(1), .place(0)]),
        ]
        let parts = Self.parts("POST", [.text("/a/"), .place(0), .text("?b="), .place(1)], fields, .varying)
        #expect(
            try Self.write(parts, ["1", "2", "tok"], body: "hello") == """
                POST /a/1?b=2 HTTP/1.1\r
                Host: a.test:8080\r
                Authorization: Bearer tok\r
                X-Two: 21\r
                Content-Length: 5\r
                \r
                hello
                """
        )
    }

    @Test func theScenariosLinesKeepTheirOrderAndSpelling() throws {
        let fields = [
            RequestField("x-b", "1"), RequestField("USER-agent", "mine"), RequestField("X-Empty", []),
            RequestField("X-A", "2"), RequestField("X-b", "3"), RequestField("hOST", "other"),
        ]
        #expect(
            try Self.write(Self.parts("GET", [.text("/")], fields, agent: "zonda"))
                == "GET / HTTP/1.1\r\nx-b: 1\r\nUSER-agent: mine\r\nX-Empty:\r\nX-A: 2\r\nX-b: 3\r\nhOST: other\r\n\r\n"
        )
    }

    @Test(arguments: [
        ("GET", RequestParts.Body.none, ""), ("DELETE", .none, ""), ("POST", .none, "Content-Length: 0\r\n"),
        ("PUT", .none, "Content-Length: 0\r\n"), ("PATCH", .none, "Content-Length: 0\r\n"),
        ("GET", .constant(7), "Content-Length: 7\r\n"), ("POST", .constant(0), "Content-Length: 0\r\n"),
        ("DELETE", .varying, "Content-Length: 0\r\n"),
    ])
    func contentLength(_ method: String, _ body: RequestParts.Body, _ line: String) throws {
        let text = try Self.write(Self.parts(method, [.text("/x")], [], body))
        #expect(text == "\(method) /x HTTP/1.1\r\nHost: a.test:8080\r\n\(line)\r\n")
    }

    @Test func cookiesAreOneLine() throws {
        let plain = Self.parts()
        #expect(try Self.write(plain, cookies: "a=b; c=d").hasSuffix("8080\r\nCookie: a=b; c=d\r\n\r\n"))
        let own = Self.parts("GET", [.text("/x")], [RequestField("cookie", "mine=1"), RequestField("X-A", "b")])
        #expect(try Self.write(own, cookies: "a=b").hasSuffix("cookie: mine=1; a=b\r\nX-A: b\r\n\r\n"))
        #expect(try Self.write(own).hasSuffix("cookie: mine=1\r\nX-A: b\r\n\r\n"))
    }

    @Test(arguments: [
        ("close", true), ("Close", true), ("keep-alive, close", true), ("x,\tCLOSE ", true), ("keep-alive", false),
        ("closed", false), ("", false),
    ])
    func closeIsRecognised(_ value: String, _ closes: Bool) throws {
        let head = try RequestHead(Self.parts("GET", [.text("/")], [RequestField("connection", value)]))
        defer { head.free() }
        #expect(head.closes == closes)
    }

    @Test func whatCannotBeSentIsNamed() {
        func failure(_ parts: RequestParts, _ values: [String] = []) -> RequestFailure? {
            do throws(RequestFailure) {
                _ = try Self.write(parts, values)
                return nil
            } catch {
                return error
            }
        }
        #expect(failure(Self.parts("GE T")) == .method("GE T"))
        #expect(failure(Self.parts("")) == .method(""))
        #expect(failure(Self.parts("GET", [.text("x")])) == .path)
        #expect(failure(Self.parts("GET", [])) == .path)
        for byte in [" ", "\t", "\r", "\n", "\0", "\u{7F}"] {
            let code = byte.utf8.first ?? 0
            #expect(failure(Self.parts("GET", [.text("/a\(byte)b")])) == .target(code))
            #expect(failure(Self.parts("GET", [.text("/"), .place(0)]), ["a\(byte)b"]) == .target(code))
        }
        for byte in ["\r", "\n", "\0"] {
            let code = byte.utf8.first ?? 0
            #expect(failure(Self.parts("GET", [.text("/")], [RequestField("X", "a\(byte)b")])) == .fieldValue(code))
            let place = Self.parts("GET", [.text("/")], [RequestField("X", [.place(0)])])
            #expect(failure(place, ["a\(byte)b"]) == .fieldValue(code))
        }
        for name in ["X A", "", "X:", "X\r\nY", "Ñ", "X(", "X/Y"] {
            #expect(failure(Self.parts("GET", [.text("/")], [RequestField(name, "v")])) == .fieldName(name))
        }
        for name in ["Content-Length", "transfer-encoding"] {
            #expect(failure(Self.parts("GET", [.text("/")], [RequestField(name, "1")])) == .framing(name))
        }
        #expect("\(RequestFailure.target(32))".contains("%20"))
        #expect("\(RequestFailure.fieldValue(10))".contains("a line break"))
    }

    @Test func aFailedRequestDoesNotSpoilTheNext() throws {
        let head = try RequestHead(Self.parts("GET", [.text("/"), .place(0)]))
        defer { head.free() }
        var writer = RequestWriter()
        defer { writer.free() }
        let none = UnsafeRawBufferPointer(start: nil, count: 0)
        for (value, isGood) in [("a b", false), ("ab", true)] {
            writer.begin(head)
            Array(value.utf8).withUnsafeBytes { writer.fill($0) }
            #expect(writer.finish(cookies: none, bodyLength: 0) == isGood)
        }
        #expect(String(decoding: writer.bytes, as: UTF8.self).hasPrefix("GET /ab HTTP/1.1\r\n"))
    }
}
