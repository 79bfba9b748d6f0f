import Testing

@testable import Extraction

@Suite struct RegularExpressionTests {
    private func find(_ pattern: String, in text: String, group: Int = 0) throws -> String? {
        let expression = try RegularExpression(pattern)
        return Array(text.utf8).withUnsafeBytes { bytes in
            guard case .found(let range, _) = expression.find(in: bytes, group: group) else { return nil }
            return String(decoding: bytes[range], as: UTF8.self)
        }
    }

    @Test func groupsAreFoundByNumberAndName() throws {
        #expect(try find("turno ([0-9]+)", in: "su turno 42 de hoy") == "turno 42")
        #expect(try find("turno ([0-9]+)", in: "su turno 42 de hoy", group: 1) == "42")
        #expect(try find("(a)|(b)", in: "b", group: 1) == nil)
        #expect(try find("x", in: "") == nil)
        #expect(try find("", in: "") == "")
        let named = try RegularExpression("(?<day>\\d+)/(?<month>\\d+)")
        #expect(named.groupCount == 2)
        #expect(named.group(named: "month") == 2)
        #expect(named.group(named: "year") == nil)
        #expect(Set(named.groupNames) == ["day", "month"])
    }

    @Test func textIsUTF8AndGarbageMatchesNothing() throws {
        #expect(try find("ñ.u", in: "un ñandú") == nil)
        #expect(try find("ñ.nd", in: "un ñandú") == "ñand")
        let expression = try RegularExpression("b")
        [0xFF, 0x62, 0xC3].map { UInt8($0) }.withUnsafeBytes { bytes in
            guard case .found(let range, _) = expression.find(in: bytes) else {
                Issue.record("b should be found beside bytes that are no UTF-8")
                return
            }
            #expect(range == 1..<2)
        }
    }

    @Test func aMistakeHasItsPlace() {
        #expect(throws: RegularExpression.Mistake(message: "missing closing parenthesis", offset: 3)) {
            _ = try RegularExpression("a(b")
        }
        #expect(throws: RegularExpression.Mistake.self) {
            _ = try RegularExpression(String(repeating: "a", count: 10_001))
        }
        #expect(throws: RegularExpression.Mistake.self) { _ = try RegularExpression("\\C") }
    }

    /// Backtracking that would take for ever is given up, not waited for.
    @Test(.timeLimit(.minutes(1))) func aSearchEnds() throws {
        let expression = try RegularExpression("(a+)+$")
        let text = [UInt8](repeating: 97, count: 5_000) + [98]
        text.withUnsafeBytes { bytes in
            guard case .givenUp = expression.find(in: bytes) else {
                Issue.record("the search should be given up")
                return
            }
        }
        // Deep recursion of the pattern itself.
        let nested = try RegularExpression("^(\\((?1)*\\))*$")
        let brackets = [UInt8](repeating: 40, count: 200_000)
        brackets.withUnsafeBytes { if case .found = nested.find(in: $0) { Issue.record("nothing closes") } }
    }
}
