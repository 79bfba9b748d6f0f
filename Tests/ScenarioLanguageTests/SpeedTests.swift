import Foundation
import LoadTestKit
import Testing

@testable import ScenarioLanguage

@Suite struct SpeedTests {
    /// 5,000 lines take well under 200 ms in a release build; the bound here is processor time in a debug build, and still fails when anything becomes quadratic.
    @Test func fiveThousandLines() {
        var flows = ""
        var line = 0
        while line < 5_000 {
            flows += """
                flow f\(line) {
                  POST /api/bookings/${user} as booking.create\(line)
                    header Authorization: "Bearer ${iteration}"
                    json { "slot": "${uuid()}", "n": ${random(1, 9)} }
                    expect status in 201, 409
                    expect json $.id[?@.a == 1] is array
                    capture id\(line) = json $.id or none
                  if id\(line) is none { count none  end }
                  GET /x/${id\(line)} as read\(line)
                }

                """
            line += 10
        }
        let text = "scenario \"Big\"\ntarget \"http://h\"\n\(flows)load { users 1 for 1m }\nslo { errors < 1% }\n"
        var compilation: Compilation?
        let took = ProcessorTime.measure { compilation = Fixtures.compile(text) }
        #expect(compilation?.plan != nil)
        #expect(took < .seconds(8))
    }
}
