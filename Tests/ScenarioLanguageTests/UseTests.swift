import Groundwork
import LoadPlan
import Testing

@testable import ScenarioLanguage

/// Shared files and blocks, from text to plan.
@Suite struct UseTests {
    /// Compiles `main.zonda` among other files that exist only here.
    private func compile(_ files: [String: String]) -> Compilation {
        struct Missing: Error {}
        let options = CompileOptions(readFile: { path in
            guard let text = files[path] else { throw Missing() }
            return Array(text.utf8)
        })
        return ScenarioCompiler.compile(path: "dir/main.zonda", options: options)
    }

    private static let head = "scenario \"T\"\ntarget \"http://127.0.0.1\"\n"
    private static let load = "load { users 1 for 1m }\n"

    private func plan(_ files: [String: String]) throws -> Plan {
        let compilation = compile(files)
        return try #require(compilation.plan, "\(Fixtures.text(compilation))")
    }

    @Test func aBlockIsPutInItsPlace() throws {
        let block =
            "# shared\n\nblock login(email) {\n  POST /login as login\n    json { \"e\": \"${email}\" }\n"
            + "    capture token = json $.token\n}\n"
        let plan = try plan([
            "dir/main.zonda": Self.head + "use \"lib/common.zonda\"\nflow main {\n  use login(email: \"a${user}\")\n"
                + "  GET /me as me\n    header Authorization: \"Bearer ${token}\"\n}\n" + Self.load,
            "dir/lib/common.zonda": block,
        ])
        let steps = plan.flows[0].steps
        #expect(plan.variables == ["login.email", "token"])
        guard case .assign(variable: 0, .template, _) = steps[0], case .request(let login) = steps[1],
            case .request(let me) = steps[2]
        else {
            Issue.record("\(steps)")
            return
        }
        #expect(login.place == Place(file: "dir/lib/common.zonda", line: 4, column: 3))
        #expect(login.captures[0].place == Place(file: "dir/lib/common.zonda", line: 6, column: 5))
        #expect(me.place == Place(file: "dir/main.zonda", line: 6, column: 3))
        #expect(plan.series.map(\.place.file) == ["dir/main.zonda", "dir/lib/common.zonda", "dir/main.zonda"])
    }

    @Test func aBlockUsedTwiceIsMeasuredUnderOneName() throws {
        let text =
            Self.head + "block visit(id) {\n  GET /v/${id} as visit\n    outcome gone when status == 410\n}\n"
            + "flow main { use visit(id: 1)  use visit(id: 2) }\nflow other { use visit(id: 3) }\n" + Self.load
        let plan = try plan(["dir/main.zonda": text])
        #expect(
            plan.series.filter { $0.kind == .step }.map { "\($0.flow) \($0.name)" } == ["main visit", "other visit"]
        )
        #expect(plan.series.filter { $0.kind == .step }.allSatisfy { $0.outcomes.count == 1 })
        guard case .assign(_, let first, _) = plan.flows[0].steps[0],
            case .assign(_, let second, _) = plan.flows[0].steps[2]
        else {
            Issue.record("\(plan.flows[0].steps)")
            return
        }
        #expect(first == .literal(.integer(1)))
        #expect(second == .literal(.integer(2)))
    }

    @Test func blocksUseBlocksOfOtherFiles() throws {
        let plan = try plan([
            "dir/main.zonda": Self.head + "use \"a.zonda\"\nuse \"b.zonda\"\nflow main { use outer(n: 2) }\n"
                + Self.load,
            "dir/a.zonda": "use \"b.zonda\"\nblock outer(n) { repeat n { use inner(n: n + 1) } }\n",
            "dir/b.zonda":
                "param base = 10\nblock inner(n) { GET /${n * base} as x }\nflow extra weight 0 { use inner(n: 1) }\n",
        ])
        #expect(plan.variables == ["outer.n", "inner.n"])
        #expect(plan.flows.map(\.name) == ["main", "extra"])
        #expect(plan.parameters.map(\.name) == ["base"])
    }

    @Test func theHashCoversWhatIsUsed() throws {
        func hash(_ shared: String) throws -> String {
            try plan([
                "dir/main.zonda": Self.head + "use \"a.zonda\"\nflow main { use a }\n" + Self.load,
                "dir/a.zonda": shared,
            ]).hash
        }
        let hash1 = try hash("block a { GET /a as a }\n")
        #expect(try hash("# said differently\nblock a {   \n GET /a as a }") != hash1)
        #expect(try hash("  block a { GET /a as a }  # the same\n") == hash1)
        #expect(try hash("block a { GET /b as a }\n") != hash1)
    }

    @Test func dataIsLookedForBesideTheFileThatNamesIt() throws {
        let plan = try plan([
            "dir/main.zonda": Self.head + "use \"lib/a.zonda\"\nflow main { use a }\n" + Self.load,
            "dir/lib/a.zonda": "data people from \"people.csv\"\nblock a { GET /${people.name} as a }\n",
            "dir/lib/people.csv": "name\nana\n",
        ])
        #expect(plan.tables.map(\.rowCount) == [1])
    }

    @Test func mistakesAreSaidInTheirFile() {
        let compilation = compile([
            "dir/main.zonda": Self.head + "use \"a.zonda\"\nflow main { use a }\n" + Self.load,
            "dir/a.zonda": "block a {\n  GET /é/${nothing} as a\n}\n",
        ])
        let errors = compilation.diagnostics.filter { $0.severity == .error }
        #expect(errors.map(\.span) == [Span(file: "dir/a.zonda", line: 2, column: 12, length: 7)])
        #expect(Fixtures.text(compilation).contains("2 |   GET /é/${nothing} as a"))
    }
}
