import Foundation
import Synchronization
import Testing

@Suite struct TroubleTests {
    private func time(_ work: () async throws -> Void) async rethrows -> Duration {
        try await ContinuousClock().measure(work)
    }

    @Test func slowRoutesAreSlowAndOthersAreNot() async throws {
        let demo = try DemoProcess("--slow", "services:p50=4s,p99=4s", "--slow", "home:p50=1ms,p99=1ms")
        let order = Order()
        let ask = { @Sendable (path: String) in
            _ = try await demo.send("GET", path)
            order.paths.withLock { $0.append(path) }
        }
        let slow = try await time {
            async let first: Void = ask("/api/services")
            async let second: Void = ask("/api/schedule/today")
            _ = try await (first, second)
        }
        #expect(slow >= .seconds(4))
        #expect(order.paths.withLock { $0 } == ["/api/schedule/today", "/api/services"])
    }

    /// Paths in the order in which they were answered.
    private final class Order: Sendable {
        let paths = Mutex<[String]>([])
    }

    @Test func manySlowAnswersWaitAtTheSameTime() async throws {
        let demo = try DemoProcess("--slow", "*:p50=1s,p99=1s")
        let together = try await time {
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<40 { group.addTask { try await demo.send("GET", "/").status } }
                for try await status in group { #expect(status == 200) }
            }
        }
        // One after the other they would take forty seconds.
        #expect(together < .seconds(20))
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
        // The stall begins with the process, so no answer can come earlier than its length after this moment.
        let start = ContinuousClock.now
        let demo = try DemoProcess("--stall", "at=0s,for=3s")
        #expect(try await demo.send("GET", "/health").status == 200)
        #expect(ContinuousClock.now - start >= .seconds(3))
        // It is over, and does not come again.
        #expect(try await demo.send("GET", "/health").status == 200)
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
        let demo = try DemoProcess("--stall", "at=0s,for=10m")
        let held = try demo.start("/health")
        // The request is on its way already; this is for the service to take it up, also after a stall of the machine.
        try await Task.sleep(for: .seconds(4))
        let stopping = await time { #expect(demo.stop() == 0) }
        #expect(stopping < .seconds(60))
        #expect(await held.first { _ in true } == 200)
    }
}
