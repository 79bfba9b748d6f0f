import ArgumentParser
import LoadPlan
import Testing

@testable import zonda

@Suite("Values on the command line")
struct OptionTests {
    @Test(
        "Lengths of time",
        arguments: [
            ("500ms", 500_000_000 as UInt64), ("90s", 90_000_000_000), ("2m", 120_000_000_000),
            ("1m30s", 90_000_000_000), ("1.5h", 5_400_000_000_000), ("2MIN", 120_000_000_000),
        ]
    )
    func durations(text: String, nanoseconds: UInt64) {
        #expect(DurationArgument(argument: text)?.nanoseconds == nanoseconds)
    }

    @Test(
        "What is no length of time",
        arguments: ["", "5", "s", "-5s", "5 s", "0s", "5parsecs", "1e9s", "٣s", "999999999999999h9999999999999999h"]
    )
    func noDuration(text: String) {
        #expect(DurationArgument(argument: text) == nil)
    }

    @Test("Rates", arguments: [("400", 400.0), ("400/s", 400), ("24000/min", 400), ("3600/h", 1)])
    func rates(text: String, perSecond: Double) {
        #expect(RateArgument(argument: text)?.perSecond == perSecond)
    }

    @Test("What is no rate", arguments: ["", "0", "-1", "nan", "inf", "4/day", "4/s/s", "/s"])
    func noRate(text: String) {
        #expect(RateArgument(argument: text) == nil)
    }

    @Test("Parameters")
    func parameters() {
        #expect(ParameterArgument(argument: "a=b=c")?.name == "a")
        #expect(ParameterArgument(argument: "a=b=c")?.value == "b=c")
        #expect(ParameterArgument(argument: "a=")?.value == "")
        #expect(ParameterArgument(argument: "=b") == nil)
        #expect(ParameterArgument(argument: "a") == nil)
    }

    @Test(
        "Hosts that can only be this machine",
        arguments: ["localhost", "LOCALHOST", "api.localhost", "127.0.0.1", "127.255.1.9", "[::1]"]
    )
    func loopback(host: String) {
        #expect(Plan.Target.isLoopback(host))
    }

    @Test(
        "Hosts that may be another",
        arguments: [
            "127.0.0.1.example.com", "127.1", "localhost.example.com", "10.0.0.1", "[::2]", "127.0.0.256", "127.0.0.",
            "",
        ]
    )
    func remote(host: String) {
        #expect(!Plan.Target.isLoopback(host))
    }

    @Test("A target elsewhere is loaded only when its host is named")
    func guarded() throws {
        let target = Plan.Target(scheme: "https", host: "turnos.example", port: 443)
        var allowance = try TargetGuard.parse([])
        let stop = #expect(throws: Stop.self) { try allowance.check(target) }
        #expect(stop?.status == .usage)
        #expect(stop?.message.contains("--allow-target turnos.example") == true)
        allowance = try TargetGuard.parse(["--allow-target", "other.example"])
        #expect(throws: Stop.self) { try allowance.check(target) }
        allowance = try TargetGuard.parse(["--allow-target", "TURNOS.example"])
        try allowance.check(target)
        try TargetGuard.parse([]).check(Plan.Target(scheme: "http", host: "127.0.0.1", port: 80))
    }
}
