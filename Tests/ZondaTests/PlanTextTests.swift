import LoadPlan
import Reports
import ScenarioLanguage
import Testing

@Suite("What zonda check says of a plan")
struct PlanTextTests {
    private func lines(_ load: String) throws -> [String] {
        let text = "scenario \"S\"\ntarget \"http://127.0.0.1:1\"\nflow f { GET /x as x  think 1s }\nload { \(load) }\n"
        return PlanText.lines(try #require(ScenarioCompiler.compile(source: text, path: "s.zonda").plan))
    }

    @Test("One of a thing is one, several are several")
    func plurals() throws {
        let one = try lines("users 1 for 10s  iterations 1")
        #expect(one.contains { $0.contains("up to 1 user, each waiting") }, "\(one)")
        #expect(one.contains { $0.contains("at most 1 iteration of 1 request: at most 1 request") }, "\(one)")
        let some = try lines("users 2 for 10s  iterations 3")
        #expect(some.contains { $0.contains("up to 2 users, each waiting") }, "\(some)")
        #expect(some.contains { $0.contains("at most 3 iterations of 1 request: at most 3 requests") }, "\(some)")
    }
}
