import HTTPExchange
import Testing

@Suite struct CookieJarTests {
    @Test(arguments: CookieCase.rows(CookieTables.all)) func sendsWhatItsRowSays(_ row: CookieCase) {
        var jar = TestJar()
        for value in row.values { jar.set(value, from: row.from) }
        #expect(jar.line(for: row.to) == row.line)
    }

    @Test func thereAreManyRows() {
        #expect(CookieCase.rows(CookieTables.all).count >= 120)
    }

    @Test func saysWhyACookieWasRefused() {
        var jar = TestJar()
        #expect(jar.set("a=b") == .kept)
        #expect(jar.set("a=b; Max-Age=0") == .removed)
        #expect(jar.set("") == .malformed)
        #expect(jar.set("a=" + String(repeating: "b", count: 4095)) == .kept)
        #expect(jar.set("a=" + String(repeating: "b", count: 4096)) == .tooLong)
        #expect(jar.set("a=b; Domain=example.com") == .foreignDomain)
        #expect(jar.set("a=b; Domain=org") == .publicSuffix)
        #expect(jar.set("a=b; Secure") == .insecure)
        #expect(jar.set("__Secure-a=b") == .prefix)
        #expect(Set(CookieOutcome.allCases.map(\.description)).count == CookieOutcome.allCases.count)
    }

    @Test func anAttributeThatIsTooLongIsIgnored() {
        var jar = TestJar()
        jar.set("a=b; Path=/" + String(repeating: "x", count: 1023))
        #expect(jar.line() == "")
        jar.set("c=d; Path=/" + String(repeating: "x", count: 1024))
        #expect(jar.line() == "c=d")
    }

    @Test func anAnswerInClearDoesNotReplaceASecureCookie() {
        var jar = TestJar()
        jar.set("a=secret; Secure; Path=/", from: "https://shop.example.org/")
        #expect(jar.set("a=evil; Path=/", from: "http://shop.example.org/") == .hidesSecure)
        #expect(jar.set("a=evil; Path=/x", from: "http://shop.example.org/") == .hidesSecure)
        #expect(jar.set("a=evil; Domain=example.org; Path=/", from: "http://shop.example.org/") == .hidesSecure)
        #expect(jar.set("b=fine; Path=/", from: "http://shop.example.org/") == .kept)
        #expect(jar.line(for: "https://shop.example.org/") == "a=secret; b=fine")
    }

    @Test func cookiesExpireWithTime() {
        var jar = TestJar()
        jar.set("a=b; Max-Age=60")
        jar.set("c=d")
        #expect(jar.line() == "a=b; c=d")
        jar.now += 59
        #expect(jar.line() == "a=b; c=d")
        jar.now += 1
        #expect(jar.line() == "c=d")
    }

    @Test func aCookieThatIsSentAgainLivesOn() {
        var jar = TestJar()
        jar.set("a=b; Max-Age=60")
        #expect(jar.line() == "a=b")
        jar.now += 50
        jar.set("a=b; Max-Age=60")
        jar.now += 50
        #expect(jar.line() == "a=b")
        jar.set("a=b; Max-Age=5")
        #expect(jar.line() == "a=b")
        jar.now += 5
        #expect(jar.line() == "")
    }

    @Test func noCookieLivesLongerThan400Days() {
        var jar = TestJar()
        jar.set("a=b; Max-Age=999999999")
        jar.set("c=d; Expires=Fri, 31 Dec 9999 23:59:59 GMT")
        jar.now += 400 * 86_400 - 1
        #expect(jar.line() == "a=b; c=d")
        jar.now += 1
        #expect(jar.line() == "")
    }

    @Test func theOldestOfADomainGoFirst() {
        var jar = TestJar()
        jar.set("other=1; Path=/", from: "http://example.com/")
        for number in 0..<60 { jar.set("c\(number)=x") }
        #expect(jar.count == 51)
        #expect(jar.line().hasPrefix("c10=x; c11=x"))
        #expect(jar.line(for: "http://example.com/") == "other=1")
    }

    @Test func aJarDoesNotGrowForEver() {
        var jar = TestJar()
        for number in 0..<2_000 { jar.set("c\(number)=x", from: "http://h\(number % 100).org/cart/x") }
        #expect(jar.count == CookieLimits.perJar)
    }

    @Test func anExpiredCookieMakesRoomFirst() {
        var jar = TestJar()
        jar.set("keep=1")
        for number in 0..<49 { jar.set("c\(number)=x; Max-Age=5") }
        jar.now += 10
        jar.set("new=2")
        #expect(jar.line() == "keep=1; new=2")
        #expect(jar.count == 2)
    }

    @Test func aClearedJarIsEmpty() {
        var jar = TestJar()
        jar.set("a=b")
        #expect(jar.line() == "a=b")
        jar.clear()
        #expect(jar.line() == "")
        #expect(jar.count == 0)
        jar.set("c=d")
        #expect(jar.line() == "c=d")
    }

    @Test func theLineFollowsHostPathAndSafety() {
        var jar = TestJar()
        jar.set("a=1; Path=/cart", from: "https://shop.example.org/cart/x")
        jar.set("b=2; Path=/; Secure", from: "https://shop.example.org/cart/x")
        jar.set("c=3; Path=/; Domain=example.org", from: "https://shop.example.org/cart/x")
        for _ in 0..<2 {
            #expect(jar.line(for: "https://shop.example.org/cart") == "a=1; b=2; c=3")
            #expect(jar.line(for: "https://shop.example.org/") == "b=2; c=3")
            #expect(jar.line(for: "http://shop.example.org/") == "c=3")
            #expect(jar.line(for: "http://www.example.org/cart") == "c=3")
            #expect(jar.line(for: "http://example.com/cart") == "")
        }
    }
}
