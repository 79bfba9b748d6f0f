import HTTPExchange
import Testing

@Suite struct RedirectTests {
    private static let url = "http://a.test/b/c/d;p?q"

    private static func follow(
        _ status: Int = 302,
        _ method: String = "GET",
        to location: String?,
        from url: String = url
    ) -> RedirectOutcome {
        RedirectRules.outcome(status: status, method: method, url: url, location: location)
    }

    private static func target(_ location: String, from url: String = url) -> String? {
        if case .follow(let redirect) = follow(to: location, from: url) { return redirect.url }
        return nil
    }

    /// The method that follows, and whether the body does; RFC 9110 sections 15.4.2 to 15.4.9.
    @Test(arguments: [
        (301, "GET", "GET", false), (301, "HEAD", "HEAD", false), (301, "POST", "GET", false),
        (301, "PUT", "PUT", true), (301, "PATCH", "PATCH", true), (301, "DELETE", "DELETE", true),
        (302, "GET", "GET", false), (302, "HEAD", "HEAD", false), (302, "POST", "GET", false),
        (302, "PUT", "PUT", true), (302, "DELETE", "DELETE", true), (302, "QUERY", "QUERY", true),
        (303, "GET", "GET", false), (303, "HEAD", "HEAD", false), (303, "POST", "GET", false),
        (303, "PUT", "GET", false), (303, "PATCH", "GET", false), (303, "DELETE", "GET", false),
        (303, "QUERY", "GET", false), (307, "GET", "GET", false), (307, "HEAD", "HEAD", false),
        (307, "POST", "POST", true), (307, "PUT", "PUT", true), (307, "DELETE", "DELETE", true),
        (308, "POST", "POST", true), (308, "PATCH", "PATCH", true), (308, "GET", "GET", false),
    ])
    func methodsAndBodies(_ status: Int, _ method: String, _ next: String, _ keepsBody: Bool) {
        guard case .follow(let redirect) = Self.follow(status, method, to: "/x") else {
            Issue.record("not followed")
            return
        }
        #expect(redirect.method == next)
        #expect(redirect.keepsBody == keepsBody)
        #expect(redirect.isSameOrigin)
    }

    @Test(arguments: [200, 201, 204, 300, 304, 305, 306, 309, 399, 400, 500])
    func otherStatusesAreNoRedirects(_ status: Int) {
        #expect(Self.follow(status, to: "/x") == .none)
    }

    /// RFC 3986 section 5.4, with a base of http and without fragments.
    @Test(arguments: [
        ("g", "/b/c/g"), ("./g", "/b/c/g"), ("g/", "/b/c/g/"), ("/g", "/g"), ("?y", "/b/c/d;p?y"), ("g?y", "/b/c/g?y"),
        ("#s", "/b/c/d;p?q"), ("g#s", "/b/c/g"), ("g?y#s", "/b/c/g?y"), (";x", "/b/c/;x"), ("g;x", "/b/c/g;x"),
        ("g;x?y#s", "/b/c/g;x?y"), (".", "/b/c/"), ("./", "/b/c/"), ("..", "/b/"), ("../", "/b/"), ("../g", "/b/g"),
        ("../..", "/"), ("../../", "/"), ("../../g", "/g"), ("../../../g", "/g"), ("../../../../g", "/g"),
        ("/./g", "/g"), ("/../g", "/g"), ("g.", "/b/c/g."), (".g", "/b/c/.g"), ("g..", "/b/c/g.."),
        ("..g", "/b/c/..g"), ("./../g", "/b/g"), ("./g/.", "/b/c/g/"), ("g/./h", "/b/c/g/h"), ("g/../h", "/b/c/h"),
        ("g;x=1/./y", "/b/c/g;x=1/y"), ("g;x=1/../y", "/b/c/y"), ("g?y/./x", "/b/c/g?y/./x"),
        ("g?y/../x", "/b/c/g?y/../x"), ("g#s/../x", "/b/c/g"), ("//", nil), ("/a//b/../c", "/a//c"), ("?", "/b/c/d;p?"),
        ("g h", "/b/c/g%20h"), ("g?h i", "/b/c/g?h%20i"), ("/ñ", "/%C3%B1"), ("/%C3%b1", "/%C3%b1"),
        ("/a\u{1}b", "/a%01b"), ("/\u{301}x", "/%CC%81x"),
    ])
    func referencesAreResolved(_ reference: String, _ path: String?) {
        #expect(Self.target(reference) == path.map { "http://a.test" + $0 })
    }

    @Test(arguments: [
        ("http://b.test/x", "http://b.test/x"), ("https://a.test/x", "https://a.test/x"),
        ("HTTP://B.Test/X", "http://b.test/X"),
        ("//b.test/x", "http://b.test/x"), ("//b.test", "http://b.test/"), ("http://b.test", "http://b.test/"),
        ("http://b.test?x", "http://b.test/?x"), ("http://b.test:8080/x", "http://b.test:8080/x"),
        ("http://b.test:/x", "http://b.test/x"), ("http://me:secret@b.test/x", "http://b.test/x"),
        ("http://[::1]:80/x", "http://[::1]:80/x"), ("  http://b.test/x\t", "http://b.test/x"),
        ("http://b.test/a/../c", "http://b.test/c"),
    ])
    func absoluteReferences(_ reference: String, _ url: String) {
        #expect(Self.target(reference) == url)
    }

    @Test func whatCannotBeFollowedIsNamed() {
        #expect(Self.follow(to: nil) == .refused(.noLocation))
        #expect(Self.follow(to: "") == .refused(.emptyLocation))
        #expect(Self.follow(to: " \t") == .refused(.emptyLocation))
        #expect(Self.follow(to: "ftp://b.test/x") == .refused(.scheme("ftp")))
        #expect(Self.follow(to: "javascript:alert(1)") == .refused(.scheme("javascript")))
        #expect(Self.follow(to: "file:///etc/passwd") == .refused(.scheme("file")))
        #expect(Self.follow(to: "http:///x") == .refused(.malformed("http:///x")))
        #expect(Self.follow(to: "http://:80/x") == .refused(.malformed("http://:80/x")))
        #expect(Self.follow(to: "http:x") == .refused(.malformed("http:x")))
        for place in [
            "a b", "a\u{1}b", "[::1", "[::1]x", "[x y]", "b.test:80:80", "b.test:x", "b.test:123456", "ñ.test",
        ] {
            #expect(Self.follow(to: "http://\(place)/") == .refused(.malformed("http://\(place)/")))
        }
        #expect(Self.follow(to: "1http://b.test") == .refused(.malformed("1http://b.test")))
        #expect(Self.follow(to: ":80/x") == .refused(.malformed(":80/x")))
        #expect("\(RedirectOutcome.Refusal.scheme("ftp"))".contains("'ftp'"))
        #expect("\(RedirectOutcome.Refusal.malformed(":80"))".contains("':80'"))
        #expect("\(RedirectOutcome.Refusal.noLocation)" != "\(RedirectOutcome.Refusal.emptyLocation)")
    }

    @Test(arguments: [
        ("http://a.test/x", true), ("http://A.TEST/x", true), ("http://a.test:80/x", true), ("https://a.test/x", false),
        ("http://a.test:81/x", false), ("http://b.test/x", false), ("http://www.a.test/x", false), ("/x", true),
        ("http://a.test.evil.test/x", false),
    ])
    func anotherOriginGetsNoCredentials(_ location: String, _ isSame: Bool) {
        guard case .follow(let redirect) = Self.follow(to: location) else {
            Issue.record("not followed")
            return
        }
        #expect(redirect.isSameOrigin == isSame)
    }

    @Test(arguments: [
        ("GET", true), ("HEAD", true), ("OPTIONS", true), ("TRACE", true), ("PUT", true), ("DELETE", true),
        ("QUERY", true), ("POST", false), ("PATCH", false), ("CONNECT", false), ("get", false), ("BOOK", false),
    ])
    func idempotence(_ method: String, _ isIdempotent: Bool) {
        #expect(Method(method).isIdempotent == isIdempotent)
    }
}
