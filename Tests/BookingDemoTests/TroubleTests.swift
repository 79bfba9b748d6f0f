import Foundation
import Testing

@Suite struct TroubleTests {
    private func time(_ work: () async throws -> Void) async rethrows -> Duration {
        try await ContinuousClock().measure(work)
    }

    @Test func slowRoutesAreSlowAndOthersAreNot() async throws {
        let demo = try DemoProcess("--slow", "services:p50=1s,p99=1s", "--slow", "home:p50=1ms,p99=1ms")
        let slow = try await time { _ = try await demo.send("GET", "/api/services") }
        #expect(slow >= .seconds(1))
        let other = try await time { _ = try await demo.send("GET", "/api/schedule/today") }
        #expect(other < .seconds(1))
    }

    @Test func manySlowAnswersWaitAtTheSameTime() async throws {
        let demo = try DemoProcess("--slow", "*:p50=300ms,p99=300ms")
        let together = try await time {
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<40 { group.addTask { try await demo.send("GET", "/").status } }
                for try await status in group { #expect(status == 200) }
            }
        }
        // One after the other they would take twelve seconds.
        #expect(together < .seconds(6))
    }

    @Test func aShareOfRequestsFailsWithTheStatusAskedFor() async throws {
        let demo = try DemoProcess("--fail", "services:100%=503", "--fail", "home:100%", "--fail", "schedule:50%")
        let answer = try await demo.send("GET", "/api/services")
        #expect(answer.status == 503)
        #expect(answer.string("error") == "made_to_fail")
        #expect(try await demo.send("GET", "/").status == 500)
        #expect(try await demo.send("GET", "/health").status == 200)
        var failures = 0
        for _ in 0..<100 where try await demo.send("GET", "/api/schedule/today").status == 500 { failures += 1 }
        // Five standard deviations to each side of 50.
        #expect((25...75).contains(failures))
    }

    @Test func aStallHoldsAnswersUntilItsEnd() async throws {
        let demo = try DemoProcess("--stall", "at=0s,for=4s")
        // The stall began a little before the process said that it listens: two seconds are left for that.
        let held = try await time { _ = try await demo.send("GET", "/health") }
        #expect(held >= .seconds(2))
        let after = try await time { _ = try await demo.send("GET", "/health") }
        #expect(after < .seconds(2))
    }

    @Test(arguments: [
        ["--slow", "schedule"], ["--slow", "nothing:p50=1ms,p99=2ms"], ["--slow", "home:p50=2ms,p99=1ms"],
        ["--slow", "home:p50=1ms"], ["--fail", "home:1"], ["--fail", "home:1%=200"], ["--stall", "at=1s"],
        ["--stall", "at=1s,for=x"], ["--payment-late", "101%"], ["--payment-delay", "p50=1s,p99=nan"],
        ["--port", "65536"], ["--slots-per-day", "0"], ["--providers", "0"],
    ])
    func badOptionsEndWithAReason(arguments: [String]) throws {
        let (status, message) = try DemoProcess.refused(arguments)
        #expect(status == 64)
        #expect(message.contains("Error: ") && message.contains(arguments[0]))
    }

    @Test(arguments: [SIGTERM, SIGINT])
    func aSignalStopsItCleanly(signal: Int32) async throws {
        let demo = try DemoProcess()
        // A connection stays open in the client; it must not hold the service up.
        #expect(try await demo.send("GET", "/").status == 200)
        #expect(demo.stop(signal) == 0)
    }

    @Test func aSignalEndsAStall() async throws {
        let demo = try DemoProcess("--stall", "at=0s,for=60s")
        let held = try demo.start("/health")
        // The request is on its way already; this is for the service to take it up.
        try await Task.sleep(for: .seconds(1))
        let stopping = await time { #expect(demo.stop() == 0) }
        #expect(stopping < .seconds(15))
        #expect(await held.first { _ in true } == 200)
    }
}
