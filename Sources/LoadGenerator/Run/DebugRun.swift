import Curl
public import LoadPlan

/// Sends one user through one iteration of a flow, between setup and teardown, and tells everything that happens.
public enum DebugRun {
    /// Runs one iteration on the calling thread.
    /// - Parameters:
    ///   - plan: the scenario.
    ///   - flow: which flow; `nil` takes the first that has a weight.
    ///   - seed: as in a load run.
    ///   - print: told of each event, in order.
    /// - Throws: ``GeneratorError`` when the target cannot be reached or there is no such flow.
    public static func run(
        plan: Plan,
        flow: String?,
        seed: UInt64,
        print: (DebugEvent) -> Void
    ) throws(GeneratorError) {
        CurlLibrary.initialise()
        var values: [Int: StoredValue] = [:]
        let before = [plan.setup].compactMap { $0 } + plan.refreshed.map(\.procedure)
        var isReady = true
        for procedure in before where isReady {
            let outcome = try ProcedureRun(procedure, of: plan, seed: seed).run(values: values, tell: print) {
                values[$0.value] = $1
            }
            if case .failed = outcome { isReady = false }
        }
        // As in a load run: where setup fails nothing is loaded, and what it made is cleaned up.
        if isReady { try self.run(single(plan, flow), values: values, seed: seed, print: print) }
        if let teardown = plan.teardown {
            _ = try ProcedureRun(teardown, of: plan, seed: seed, goesOn: true).run(values: values, tell: print)
        }
    }

    private static func run(
        _ plan: Plan,
        values: [Int: StoredValue],
        seed: UInt64,
        print: (DebugEvent) -> Void
    ) throws(GeneratorError) {
        let routes = try ServiceRoutes(plan)
        let failure = withoutActuallyEscaping(print) { print -> GeneratorError? in
            do throws(GeneratorError) {
                let solo = try SoloRun(plan: plan, routes: routes, seed: seed, tell: print)
                solo.share(values)
                _ = solo.run()
                return nil
            } catch {
                return error
            }
        }
        if let failure { throw failure }
    }

    /// The plan for one user and one flow.
    private static func single(_ plan: Plan, _ name: String?) throws(GeneratorError) -> Plan {
        var plan = plan
        let chosen = plan.flows.firstIndex { name == nil ? $0.weight > 0 : $0.name == name }
        guard let chosen else {
            let names = plan.flows.map { $0.name }.joined(separator: ", ")
            throw .limits("there is no flow \(name ?? ""); the scenario has \(names)")
        }
        for index in plan.flows.indices {
            plan.flows[index].weight = index == chosen ? 1 : 0
            plan.flows[index].startsAt = nil
        }
        return plan
    }
}
