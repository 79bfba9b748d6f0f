import Foundation
import LoadTestKit
import Testing

/// The four scenarios as they are in the repository, against the real demo service.
@Suite(.serialized) struct DemoScenarioTests {
    private func run(_ scenario: String, _ service: DemoService, _ options: [String]) throws -> (
        ChildProcess.Ending, TemporaryFolder
    ) {
        let folder = try TemporaryFolder()
        let ending = try ZondaCommand.run(
            ["run", "\(Products.root)/scenarios/\(scenario).zonda", "--target", service.url, "--out", folder.path]
                + options,
            atMost: 120
        )
        return (ending, folder)
    }

    @Test("Every scenario runs without an error", arguments: ["schedule", "booking", "payment", "mixed-day"])
    func scenarios(name: String) throws {
        let service = try DemoService()
        let load = name == "schedule" ? ["--rate", "30"] : ["--users", "20"]
        let (ending, folder) = try run(name, service, load + ["--duration", "12s"])
        // So short a run may leave an objective undecided, and a busy machine may make it invalid; none may be missed.
        #expect([0, 98, 97].contains(ending.status), "\(ending.output)\n\(ending.errors)")
        let record = try #require(folder.files.first { $0.hasSuffix("run.json") })
        let json = try #require(
            try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/\(record)")))
                as? [String: Any]
        )
        let failures = json["failures"] as? [[String: Any]] ?? []
        #expect(failures.isEmpty, "\(failures)")
        #expect(try service.stop().status == 0)
    }

    @Test func aSlowScheduleFailsAndIsNamed() throws {
        let service = try DemoService(["--slow", "schedule:p50=220ms,p99=600ms"])
        let (ending, folder) = try run("mixed-day", service, ["--users", "60", "--duration", "20s"])
        #expect(ending.status == 99, "\(ending.output)\n\(ending.errors)")
        let path = try #require(folder.files.first { $0.hasSuffix("verdict.json") })
        let verdict = try #require(
            try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/\(path)")))
                as? [String: Any]
        )
        let findings = try #require(verdict["findings"] as? [[String: Any]])
        let failed = findings.filter { "\($0["outcome"] ?? "")".uppercased() == "FAIL" }
        #expect(failed.contains { "\($0["text"] ?? "")".contains("schedule") })
        #expect(!failed.contains { "\($0["text"] ?? "")".contains("errors") })
    }

    /// The race of `scenarios/race.zonda`: who sells the slot once passes, who looks and then takes it does not.
    @Test(arguments: [false, true])
    func aRaceForOneSlot(oversells: Bool) throws {
        let service = try DemoService(oversells ? ["--oversell"] : [])
        let (ending, folder) = try run("race", service, ["--duration", "12s"])
        let path = try #require(folder.files.first { $0.hasSuffix("verdict.json") })
        let verdict = try #require(
            try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/\(path)")))
                as? [String: Any]
        )
        let findings = try #require(verdict["findings"] as? [[String: Any]])
        let race = try #require(findings.first { "\($0["text"] ?? "")".hasPrefix("expect across race") })
        let keyed = try #require(findings.first { "\($0["text"] ?? "")".hasPrefix("invariant at most one") })
        #expect(race["samples"] as? Int == 64)
        let reason = "\(race["reason"] ?? "")"
        if oversells {
            #expect(ending.status == 99 || ending.status == 97, "\(ending.output)\n\(ending.errors)")
            #expect(race["outcome"] as? String == "FAIL" && keyed["outcome"] as? String == "FAIL")
            let sold = try #require(race["observed"] as? Int)
            #expect(sold > 1)
            #expect(
                reason.hasPrefix("\(sold) users got 201; expected exactly 1: 64 requests, 201 ×\(sold)"),
                "\(reason)"
            )
        } else {
            #expect(race["outcome"] as? String == "PASS" && keyed["outcome"] as? String == "PASS", "\(findings)")
            #expect(reason.hasPrefix("1 user got 201: 64 requests, 201 ×1, 409 ×63"), "\(reason)")
        }
        // Judged again from what is stored, it is the same.
        let record = try #require(folder.files.first { $0.hasSuffix("run.json") })
        let stored = "\(folder.path)/\(record)".replacing("/run.json", with: "")
        #expect(try ZondaCommand.run(["judge", stored]).status == ending.status)
    }

    @Test func oneSlotIsSoldOnce() throws {
        let service = try DemoService()
        let folder = try TemporaryFolder()
        let file = try folder.write(
            """
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
            load { rate 60/s for 4s arrivals constant }
            slo { errors < 50% }
            """,
            to: "one.zonda"
        )
        let slot = try DemoSlots.anyFree(service.url)
        let ending = try ZondaCommand.run([
            "run", file, "--out", "\(folder.path)/results", "-p", "slot=\(slot)",
        ])
        let timeline = try #require(folder.files.first { $0.hasSuffix("timeline.ndjson") })
        let record = try #require(folder.files.first { $0.hasSuffix("run.json") })
        let counts = try OutcomeCounts(record: "\(folder.path)/\(record)", timeline: "\(folder.path)/\(timeline)")
        #expect(counts.of("book", "ok") == 1, "\(ending.output)\n\(ending.errors)")
        // 240 came; the last of them may have been between two steps when the load was over.
        #expect(counts.of("book", "taken") >= 230)
        #expect(counts.of("book", "taken") <= 239)
        #expect(counts.errors == 0)
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

/// Samples of a run by step and outcome.
struct OutcomeCounts {
    private var counts: [String: Int] = [:]
    private(set) var errors = 0

    init(record: String, timeline: String) throws {
        let data = try Data(contentsOf: URL(fileURLWithPath: record))
        let json = try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
        let series = json["series"] as? [[String: Any]] ?? []
        for line in try String(contentsOfFile: timeline, encoding: .utf8).split(separator: "\n") {
            let tick = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
            for count in tick["series"] as? [[String: Any]] ?? [] {
                guard let index = count["s"] as? Int, let samples = count["n"] as? Int, index < series.count else {
                    continue
                }
                let key = series[index]
                guard key["kind"] as? String == "step", let outcome = key["outcome"] as? [String: Any] else { continue }
                counts["\(key["name"] ?? "")/\(outcome["name"] ?? "")", default: 0] += samples
                if outcome["kind"] as? String == "error" { errors += samples }
            }
        }
    }

    func of(_ step: String, _ outcome: String) -> Int { counts["\(step)/\(outcome)"] ?? 0 }
}
