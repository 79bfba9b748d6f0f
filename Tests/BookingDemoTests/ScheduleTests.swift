import Foundation
import Testing

@Suite struct ScheduleTests {
    @Test func slotsOfADayAreListed() async throws {
        let demo = try DemoProcess()
        let answer = try await demo.send("GET", "/api/schedule/2/slots?date=\(day(1))")
        #expect(answer.status == 200)
        #expect(answer.number("provider") == 2)
        #expect(answer.string("date") == day(1))
        let slots = answer.list("slots")
        #expect(slots.count == 20)
        #expect(slots.first?["start"] as? String == "\(day(1))T09:00:00-03:00")
        #expect(slots.last?["start"] as? String == "\(day(1))T18:30:00-03:00")
        #expect(slots.allSatisfy { $0["free"] as? Bool == true })
    }

    @Test func aFortnightIsOnOffer() async throws {
        let demo = try DemoProcess("--slots-per-day", "4")
        #expect(try await demo.send("GET", "/api/schedule/1/slots?date=\(day(13))").list("slots").count == 4)
        #expect(try await demo.send("GET", "/api/schedule/1/slots?date=\(day(14))").list("slots").isEmpty)
    }

    @Test(arguments: [
        ("1/slots", 422), ("1/slots?date=", 422), ("1/slots?date=2026-02-31", 422), ("1/slots?date=26-1-1", 422),
        ("3/slots?date=2026-11-23", 404), ("0/slots?date=2026-11-23", 404), ("x/slots?date=2026-11-23", 404),
    ])
    func wrongQueriesAreRefused(path: String, status: Int) async throws {
        let demo = try DemoProcess()
        let answer = try await demo.send("GET", "/api/schedule/\(path)")
        #expect(answer.status == status)
        #expect(answer.string("reason") != nil)
    }

    @Test func aBookingShowsAtOnceAndACancellationToo() async throws {
        let demo = try DemoProcess()
        let token = try await demo.token()
        let path = "/api/schedule/1/slots?date=\(day(0))"
        func free() async throws -> Int {
            try await demo.send("GET", path).list("slots").count { $0["free"] as? Bool == true }
        }
        func freeToday() async throws -> Int? {
            try await demo.send("GET", "/api/schedule/today").list("providers").first?["free"] as? Int
        }
        // Asked twice, so that the second answer is the kept page.
        _ = try await (free(), freeToday())
        let slot = try #require(try await demo.send("GET", path).list("slots").first?["id"] as? Int)
        let booking = try #require(try await demo.book(slot, token: token).number("id"))
        #expect(try await free() == 19)
        #expect(try await freeToday() == 19)
        #expect(try await demo.send("DELETE", "/api/bookings/\(booking)", token: token).status == 200)
        #expect(try await free() == 20)
        #expect(try await freeToday() == 20)
    }

    @Test func theTenantComesFromTheHeaderOrTheHost() async throws {
        let demo = try DemoProcess()
        func first(_ headers: [String: String]) async throws -> (Int, String) {
            let answer = try await demo.send("GET", "/api/services", headers: headers)
            return (answer.status, String(decoding: answer.body, as: UTF8.self))
        }
        #expect(try await first([:]).1.contains("Barba"))
        #expect(try await first(["X-Tenant": "doctor"]).1.contains("Certificado"))
        #expect(try await first(["Host": "psychologist.turnos.test:80"]).1.contains("Pareja"))
        #expect(try await first(["X-Tenant": "baker"]).0 == 404)
        #expect(try await first(["Host": "baker.turnos.test"]).0 == 404)
    }

    @Test func pagesAndUnknownRoutes() async throws {
        let demo = try DemoProcess()
        let home = try await demo.send("GET", "/")
        #expect(home.status == 200)
        #expect(home.headers["content-type"]?.hasPrefix("text/html") == true)
        #expect(try await demo.send("GET", "/health").status == 200)
        #expect(try await demo.send("GET", "/ready").status == 200)
        let unknown = try await demo.send("GET", "/api/nothing")
        #expect(unknown.status == 404)
        #expect(unknown.string("error") == "not_found")
    }
}
