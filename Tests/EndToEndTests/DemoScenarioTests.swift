import Foundation
import Groundwork
import LoadMetrics
import LoadTestKit
import Testing

/// The four scenarios as they are in the repository, against the real demo service.
@Suite(.serialized) struct DemoScenarioTests {
    /// A scenario of the repository, run to its end.
    private func run(_ scenario: String, _ service: DemoService, _ options: [String]) throws -> (
        run: FinishedRun, folder: TemporaryFolder
    ) {
        let folder = try TemporaryFolder()
        let underWay = try RunUnderWay(
            file: "\(Products.root)/scenarios/\(scenario).zonda",
            ["--target", service.url] + options,
            results: folder.path
        )
        return (try underWay.finish(), folder)
    }

    @Test("Every scenario runs without an error", arguments: ["schedule", "booking", "payment", "mixed-day"])
    func scenarios(name: String) throws {
        let service = try DemoService()
        let load = name == "schedule" ? ["--rate", "30"] : ["--users", "20"]
        let (run, folder) = try run(name, service, load + ["--duration", "12s"])
        // So short a run may leave an objective undecided; none may be missed.
        run.expectStatus(0, 98)
        let failures = try withExtendedLifetime(folder) { try run.record().failures }
        #expect(failures.isEmpty, "\(failures)")
        #expect(try service.stop().status == 0)
    }

    @Test func aSlowScheduleFailsAndIsNamed() throws {
        let service = try DemoService(["--slow", "schedule:p50=220ms,p99=600ms"])
        let (run, folder) = try run("mixed-day", service, ["--users", "60", "--duration", "20s"])
        run.expectStatus(99)
        let failed = try withExtendedLifetime(folder) { try run.findings() }
            .filter { $0["outcome"]?.text == "FAIL" }.compactMap { $0["text"]?.text }
        #expect(failed.contains { $0.contains("schedule") }, "\(run.printed)")
        #expect(!failed.contains { $0.contains("errors") })
    }

    /// The race of `scenarios/race.zonda`: who sells the slot once passes, who looks and then takes it does not.
    @Test(arguments: [false, true])
    func aRaceForOneSlot(oversells: Bool) throws {
        let service = try DemoService(oversells ? ["--oversell"] : [])
        let (run, folder) = try run("race", service, ["--duration", "12s"])
        defer { withExtendedLifetime(folder) {} }
        let findings = try run.findings()
        let race = try #require(findings.first { $0["text"]?.text?.hasPrefix("expect across race") == true })
        let keyed = try #require(findings.first { $0["text"]?.text?.hasPrefix("invariant at most one") == true })
        #expect(race["samples"] == .integer(64))
        let reason = race["reason"]?.text ?? ""
        let outcomes = [race["outcome"]?.text, keyed["outcome"]?.text]
        if oversells {
            run.expectStatus(99)
            #expect(outcomes == ["FAIL", "FAIL"], "\(findings)")
            let sold = Int(try #require(race["observed"]?.double))
            #expect(sold > 1)
            #expect(
                reason.hasPrefix("\(sold) users got 201; expected exactly 1: 64 requests, 201 ×\(sold)"),
                "\(reason)"
            )
        } else {
            #expect(outcomes == ["PASS", "PASS"], "\(findings)")
            #expect(reason.hasPrefix("1 user got 201: 64 requests, 201 ×1, 409 ×63"), "\(reason)")
        }
        // Judged again from what is stored, it is the same.
        #expect(try run.judge().status == run.ending.status)
    }

    @Test func oneSlotIsSoldOnce() throws {
        let service = try DemoService()
        let folder = try TemporaryFolder()
        let scenario = """
            scenario "One slot"
            target "\(service.url)"
            flow rush {
              POST /api/auth/login as login
                header Host: "barber.turnos.test"
                json { "email": "paciente1@turnos.test", "password": "turnos123" }
                expect status 200
                capture token = json $.token
              POST /api/bookings as book
                header Host: "barber.turnos.test"
                header Authorization: "Bearer ${token}"
                json { "slotId": "${slot}", "patientDni": "${dni()}" }
                expect status 201
                outcome taken when status == 409
            }
            param slot = "none"
            load { rate 60/s for 10m arrivals constant  iterations 240 }
            slo { errors < 50% }
            """
        let slot = try DemoSlots.anyFree(service.url)
        let run = try RunUnderWay(scenario, ["-p", "slot=\(slot)"], in: folder).finish()
        #expect(try run.samples { $0.name == "book" && $0.outcome.name == "ok" } == 1, "\(run.printed)")
        #expect(try run.samples { $0.name == "book" && $0.outcome.name == "taken" } == 239)
        #expect(try run.samples { $0.outcome.kind == .error } == 0)
    }
}

/// Asks the demo service for a slot.
enum DemoSlots {
    static func anyFree(_ url: String) throws -> String {
        let providers = try ChildProcess(
            "/usr/bin/env",
            ["curl", "-s", "-H", "Host: barber.turnos.test", "\(url)/api/schedule/today"]
        ).wait().output
        let numbers = try NSRegularExpression(pattern: #""(?:id|provider)"\s*:\s*"?(\d+)"#)
        let match = numbers.firstMatch(in: providers, range: NSRange(providers.startIndex..., in: providers))
        let provider = match.flatMap { Range($0.range(at: 1), in: providers) }.map { String(providers[$0]) } ?? "1"
        for day in 1...10 {
            let date = Date().addingTimeInterval(Double(day) * 86_400)
            let text = ISO8601DateFormatter.string(
                from: date,
                timeZone: TimeZone(identifier: "America/Argentina/Buenos_Aires") ?? .gmt,
                formatOptions: [.withFullDate]
            )
            let answer = try ChildProcess(
                "/usr/bin/env",
                [
                    "curl", "-s", "-H", "Host: barber.turnos.test",
                    "\(url)/api/schedule/\(provider)/slots?date=\(text)",
                ]
            ).wait().output
            guard let json = try? JSONSerialization.jsonObject(with: Data(answer.utf8)) as? [String: Any],
                let slots = json["slots"] as? [[String: Any]],
                let free = slots.first(where: { $0["free"] as? Bool == true }), let id = free["id"]
            else { continue }
            return "\(id)"
        }
        throw ChildProcess.Failure(description: "no free slot: \(providers)")
    }
}
