import Foundation
import Testing

@Suite struct BookingTests {
    @Test func aSlotIsBookedReadAndCancelled() async throws {
        let demo = try DemoProcess()
        let token = try await demo.token()
        let booked = try await demo.book(7, token: token)
        #expect(booked.status == 201)
        #expect(booked.number("slotId") == 7)
        let id = try #require(booked.number("id"))
        #expect(try await demo.send("GET", "/api/bookings/\(id)", token: token).string("status") == "booked")
        let again = try await demo.book(7, token: token)
        #expect(again.status == 409)
        #expect(again.string("error") == "slot_taken")
        #expect(try await demo.send("DELETE", "/api/bookings/\(id)", token: token).status == 200)
        #expect(try await demo.send("GET", "/api/bookings/\(id)", token: token).string("status") == "cancelled")
        #expect(try await demo.book(7, token: token).status == 201)
    }

    @Test func othersBookingsAndUnknownOnesAreRefused() async throws {
        let demo = try DemoProcess()
        let (mine, other) = (try await demo.token(patient: 1), try await demo.token(patient: 2))
        let id = try #require(try await demo.book(1, token: mine).number("id"))
        for method in ["GET", "DELETE"] {
            #expect(try await demo.send(method, "/api/bookings/\(id)", token: other).status == 403)
            #expect(try await demo.send(method, "/api/bookings/999", token: mine).status == 404)
            #expect(try await demo.send(method, "/api/bookings/x", token: mine).status == 404)
            #expect(try await demo.send(method, "/api/bookings/\(id)").status == 401)
        }
    }

    @Test(arguments: [
        (#"{"slotId":99999999,"patientDni":"12345678"}"#, 404), (#"{"slotId":1}"#, 422),
        (#"{"slotId":"one","patientDni":"12345678"}"#, 422), (#"{"slotId":1,"patientDni":"123"}"#, 422),
        (#"{"slotId":1e300,"patientDni":"12345678"}"#, 422), ("[]", 422), ("", 422),
    ])
    func wrongBodiesAreRefused(body: String, status: Int) async throws {
        let demo = try DemoProcess()
        let answer = try await demo.send("POST", "/api/bookings", json: body, token: demo.token())
        #expect(answer.status == status)
        #expect(answer.string("reason") != nil)
    }

    @Test func aSlotOfAnotherTenantIsUnknown() async throws {
        let demo = try DemoProcess()
        let token = try await demo.token()
        #expect(try await demo.book(1, token: token, headers: ["X-Tenant": "doctor"]).status == 404)
    }

    @Test func anIdempotencyKeyGivesTheSameAnswerAgain() async throws {
        let demo = try DemoProcess()
        let token = try await demo.token()
        let key = ["Idempotency-Key": "k1"]
        let first = try await demo.book(3, token: token, headers: key)
        let second = try await demo.book(3, token: token, headers: key)
        #expect(first.status == 201 && second.status == 201)
        #expect(first.body == second.body)
        #expect(first.headers["idempotent-replay"] == nil)
        #expect(second.headers["idempotent-replay"] == "true")
        #expect(try await demo.book(4, token: token, headers: key).status == 422)
        // Keys belong to their patient.
        #expect(try await demo.book(3, token: demo.token(patient: 2), headers: key).status == 409)
    }

    /// 64 patients' requests for one slot, all under way at the same time.
    private func race(_ demo: DemoProcess, slot: Int) async throws -> [Int: Int] {
        let token = try await demo.token()
        return try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<64 { group.addTask { try await demo.book(slot, token: token).status } }
            var counts: [Int: Int] = [:]
            for try await status in group { counts[status, default: 0] += 1 }
            return counts
        }
    }

    @Test func oneOfSixtyFourWinsTheSlot() async throws {
        let demo = try DemoProcess()
        #expect(try await race(demo, slot: 5) == [201: 1, 409: 63])
        #expect(try await demo.send("GET", "/api/stats").number("maxActiveBookingsPerSlot") == 1)
    }

    /// Runs with the path of a database file in a folder that is removed afterwards.
    private func withFile(_ work: (String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("booking-demo-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await work(folder.appendingPathComponent("demo.sqlite").path)
    }

    @Test func oneOfSixtyFourWinsTheSlotInAFile() async throws {
        try await withFile { file in
            let demo = try DemoProcess("--db", file)
            #expect(try await race(demo, slot: 5) == [201: 1, 409: 63])
            #expect(FileManager.default.fileExists(atPath: file + "-wal"))
            #expect(demo.stop() == 0)
        }
    }

    @Test func aFileOpenedAgainKeepsItsBookingsAndTakesMoreProviders() async throws {
        try await withFile { file in
            let first = try DemoProcess("--db", file)
            let booking = try #require(try await first.book(1, token: first.token()).number("id"))
            #expect(first.stop() == 0)
            // The third provider is new; with the numbers of before it would be the next tenant's first.
            let second = try DemoProcess("--db", file, "--providers", "3")
            let token = try await second.token()
            #expect(try await second.send("GET", "/api/bookings/\(booking)", token: token).status == 200)
            let slots = try await second.send("GET", "/api/schedule/3/slots?date=\(day(1))").list("slots")
            let slot = try #require(slots.first?["id"] as? Int)
            #expect(try await second.book(slot, token: token).status == 201)
            #expect(second.stop() == 0)
        }
    }

    @Test func oversellingReallySellsTwice() async throws {
        let demo = try DemoProcess("--oversell")
        let sold = try await race(demo, slot: 5)[201] ?? 0
        #expect(sold > 1)
        #expect(try await demo.send("GET", "/api/stats").number("maxActiveBookingsPerSlot") == sold)
    }

    @Test func theAdministratorClearsTestData() async throws {
        let demo = try DemoProcess()
        let token = try await demo.token()
        #expect(try await demo.book(2, token: token).status == 201)
        #expect(try await demo.send("DELETE", "/api/test-data", token: token).status == 403)
        #expect(try await demo.send("DELETE", "/api/test-data").status == 401)
        let cleared = try await demo.send("DELETE", "/api/test-data", token: demo.token(patient: nil))
        #expect(cleared.status == 200)
        #expect(cleared.number("bookings") == 1)
        #expect(try await demo.send("GET", "/api/stats").counts("bookings").isEmpty)
        #expect(try await demo.book(2, token: token).status == 201)
    }
}
