import Groundwork
import LoadPlan
import Testing

@testable import ScenarioLanguage

/// Setup, shared values and teardown, from text to plan.
@Suite struct ProcedureTests {
    private func plan(_ flow: String, before: String) throws -> Plan {
        var options = Fixtures.options()
        options.secrets = { _ in "hunter2" }
        let compilation = Fixtures.compile(Fixtures.scenario(flow: flow, before: before), options: options)
        return try #require(compilation.plan, "\(Fixtures.text(compilation))")
    }

    @Test func whatSetupCapturesEverybodyReads() throws {
        let plan = try plan(
            "GET /a/${token} as a\nif patient is set { end }",
            before: """
                defaults { timeout 3s }
                setup { POST /login as login
                  capture token = json $.token
                let _tries = 1 }
                shared patient every 10m { GET /patient as patient.login
                  capture patient = json $.id or none }
                teardown { DELETE /made/${token} as remove  GET /bye as bye }
                """
        )
        #expect(plan.sharedValues == ["token", "_tries", "patient"])
        let setup = try #require(plan.setup)
        #expect(setup.exports.map(\.value) == [0, 1])
        #expect(setup.exports.map { plan.variables[$0.variable] } == ["token", "_tries"])
        #expect(setup.series.map(\.name) == ["setup", "login", "setup"])
        #expect(plan.refreshed.map(\.every) == [600 * .second])
        #expect(plan.refreshed[0].procedure.exports.map(\.value) == [2])
        // Objectives are not about what the run does itself.
        #expect(plan.series.map(\.name) == ["main", "a"])
        guard case .request(let login) = setup.steps[0], case .request(let a) = plan.flows[0].steps[0] else {
            Issue.record("\(setup.steps)")
            return
        }
        #expect(login.series == 1)
        #expect(login.timeout == 3 * .second)
        #expect(a.path.segments.last == .place(.shared(0), .url))
        #expect(a.series == 1)
    }

    @Test func teardownLeavesOutWhatNeedsWhatWasNotMade() throws {
        let plan = try plan(
            "GET /a as a",
            before: """
                setup { POST /login as login
                  capture token = json $.token
                  capture id = json $.id }
                teardown { group all { DELETE /made/${id} as remove
                  header Authorization: "Bearer ${token}" }
                GET /bye as bye }
                """
        )
        let teardown = try #require(plan.teardown)
        guard case .group(_, let inner) = teardown.steps[0], case .branch(let test, let then, let otherwise) = inner[0],
            case .request = then[0], case .request = teardown.steps[1]
        else {
            Issue.record("\(teardown.steps)")
            return
        }
        #expect(test == .binary(.and, .isKind(.shared(0), .set), .isKind(.shared(1), .set)))
        #expect(otherwise.isEmpty)
    }

    @Test func whatHidesASecretIsKnown() throws {
        let plan = try plan(
            "GET /${a}${b}${c}${d}${e} as x",
            before: """
                secret PASSWORD
                setup { let a = "p ${PASSWORD}"
                let b = base64("u:${PASSWORD}")
                let c = b
                let d = sha256(a)
                let e = upper("x") }
                """
        )
        #expect(plan.setup?.exports.map(\.hidesSecret) == [false, true, true, true, false])
    }
}
