import Foundation
import LoadTestKit
import Testing

/// Regions of all kinds with the real command.
@Suite(.serialized) struct RegionTests {
    private func results(_ folder: TemporaryFolder, _ name: String) throws -> String {
        let path = try #require(folder.files.first { $0.hasSuffix("/\(name)") })
        return try String(contentsOfFile: "\(folder.path)/\(path)", encoding: .utf8)
    }

    /// A region through a real proxy with authentication: its requests go through the proxy, those of the other do not,
    /// and the password is nowhere.
    @Test func aRegionMeasuresThroughItsProxy() throws {
        let proxy = try Tinyproxy()
        let server = try NginxServer(server: TestBed.slotAnswer)
        let folder = try TemporaryFolder()
        let file = try folder.write(
            """
            scenario "Through"
            target "\(server.url)"
            regions {
              near share 50% here "Rosario"
              br   share 50% via proxy env("BR_PROXY")
            }
            flow main {
              GET /api/slot as read
              think 100ms
            }
            load { users 8 for 4s }
            slo { errors < 1% }
            """,
            to: "through.zonda"
        )
        let ending = try ZondaCommand.run(
            ["run", file, "--out", "\(folder.path)/results", "--no-live"],
            environment: ["BR_PROXY": proxy.url]
        )
        #expect(ending.output.contains("via proxy http://127.0.0.1:\(proxy.port)"), "\(ending.output)\(ending.errors)")
        // Half of the users are in each region, and nothing failed.
        let run = try results(folder, "run.json")
        #expect(run.contains("\"kind\" : \"via\""))
        #expect(ending.output.contains("0 errors"))
        #expect(proxy.log.contains("Connect (file descriptor"))
        let connects = proxy.log.split(separator: "\n").filter { $0.contains("Request (file descriptor") }.count
        // Each user keeps its connection to the proxy: far fewer requests are logged than connections would be.
        #expect(connects >= 4)
        for name in folder.files {
            let text = try? String(contentsOfFile: "\(folder.path)/\(name)", encoding: .utf8)
            #expect(text?.contains("s3cret-word") != true, "\(name)")
        }
        #expect(!ending.output.contains("s3cret-word") && !ending.errors.contains("s3cret-word"))
    }

    @Test func aDeadProxyIsSaidBeforeTheRun() throws {
        let server = try NginxServer(server: TestBed.slotAnswer)
        let folder = try TemporaryFolder()
        let port = LoopbackPort.free()
        let text = TestBed.scenario(load: "users 2 for 2s", slo: "errors < 1%")
            .replacingOccurrences(
                of: "flow main",
                with: "regions { br via proxy \"http://127.0.0.1:\(port)\" }\nflow main"
            )
        let file = try folder.write(text, to: "dead.zonda")
        let ending = try ZondaCommand.run(["run", file, "--target", server.url, "--out", "\(folder.path)/results"])
        #expect(ending.status == 69)
        #expect(ending.errors.contains("cannot connect to the proxy http://127.0.0.1:\(port)"), "\(ending.errors)")
    }

    /// What nginx sees as the client's address tells where a request came from.
    @Test(arguments: [("address \"127.0.0.7\"", "127.0.0.7"), ("interface \"lo\"", "127.0.0.1")])
    func aWayOutIsUsed(_ way: String, _ client: String) throws {
        let server = try NginxServer(server: "location / { default_type text/plain; return 200 $remote_addr; }")
        let folder = try TemporaryFolder()
        let file = try folder.write(
            """
            scenario "From"
            target "\(server.url)"
            regions { up via \(way) }
            flow main { GET / as read  expect body contains "\(client)" }
            load { users 2 for 2s }
            slo { errors < 1% }
            """,
            to: "from.zonda"
        )
        let ending = try ZondaCommand.run(["run", file, "--out", "\(folder.path)/results", "--no-live"])
        #expect(ending.output.contains("0 errors"), "\(ending.output)\(ending.errors)")
        #expect(try results(folder, "run.json").contains("\"kind\" : \"via\""))
    }

    @Test(arguments: [
        ("interface \"nosuch0\"", "by interface nosuch0: No such device"),
        ("address \"192.0.2.77\"", "from address 192.0.2.77: Cannot assign requested address"),
    ])
    func aWayOutThatIsNotThereIsSaidBeforeTheRun(_ way: String, _ words: String) throws {
        let server = try NginxServer(server: TestBed.slotAnswer)
        let folder = try TemporaryFolder()
        let text = TestBed.scenario(load: "users 2 for 2s", slo: "errors < 1%")
            .replacingOccurrences(of: "flow main", with: "regions { up via \(way) }\nflow main")
        let file = try folder.write(text, to: "none.zonda")
        let ending = try ZondaCommand.run(["run", file, "--target", server.url, "--out", "\(folder.path)/results"])
        #expect(ending.status == 69)
        #expect(ending.errors.contains("cannot connect to \(server.url) \(words)"), "\(ending.errors)")
    }

    @Test func aModelledRunSaysSoEverywhere() throws {
        let server = try NginxServer(server: TestBed.slotAnswer)
        let folder = try TemporaryFolder()
        let file = try folder.write(
            """
            scenario "Far"
            target "\(server.url)"
            regions { fixed share 50% model "ar-fiber"  iad share 50% model "ar-fiber/bue-iad" }
            flow main {
              GET /api/slot as read
              think 50ms
            }
            load { users 20 for 6s }
            slo {
              p95 < 200ms from fixed
              p95 < 150ms from iad
            }
            """,
            to: "far.zonda"
        )
        let check = try ZondaCommand.run(["check", file])
        #expect(check.status == 0)
        #expect(check.errors.contains("no service can meet this objective"), "\(check.errors)")
        #expect(check.output.contains("infeasible"), "\(check.output)")
        #expect(check.output.contains("left for the service"))
        let ending = try ZondaCommand.run(["run", file, "--out", "\(folder.path)/results", "--no-live"])
        // A stall may leave too few samples to say it of all users.
        #expect([97, 98, 99].contains(ending.status), "\(ending.output)\(ending.errors)")
        for name in ["run.json", "report.html", "summary.md"] {
            #expect(try results(folder, name).contains("model ar-fiber/amba/bue-local"), "\(name)")
        }
        #expect(try results(folder, "report.html").contains("assumed"))
        #expect(try results(folder, "verdict.json").contains("\"network\""))
        // Where the measurement cannot be trusted, that is said first, and there is no room for this.
        if ending.status != 97 {
            #expect(ending.output.contains("can be met by no service there"), "\(ending.output)")
        }
        for name in ["run", "verdict"] {
            let value = try JSONValue(Data(try results(folder, "\(name).json").utf8))
            #expect(try JSONSchema(named: name).problems(value) == [])
        }
    }

    @Test func aMeasuredProfileCanBeUsed() throws {
        let server = try NginxServer(server: TestBed.slotAnswer)
        let folder = try TemporaryFolder()
        let measure = try ZondaCommand.run(
            ["region", "measure", server.url, "--name", "loop", "--count", "20"],
            folder: folder.path
        )
        #expect(measure.status == 0, "\(measure.errors)")
        #expect(measure.output.contains("95 % interval"))
        let show = try ZondaCommand.run(["region", "show", "loop.json"], folder: folder.path)
        #expect(show.output.contains("measured"), "\(show.output)\(show.errors)")
        #expect(show.output.contains("95 % interval"))
        #expect(show.output.contains("tc qdisc"))
        let scenario = """
            scenario "Measured"
            target "\(server.url)"
            regions { loop model "loop.json" }
            flow main { GET /api/slot as read  think 50ms }
            load { users 2 for 2s }
            slo { p95 < 10s from loop }
            """
        let file = try folder.write(scenario, to: "measured.zonda")
        let run = try ZondaCommand.run(["run", file, "--out", "\(folder.path)/results", "--no-live"])
        #expect(run.output.contains("0 errors"), "\(run.output)\(run.errors)")
        let record = try results(folder, "run.json")
        #expect(record.contains("\"vantage\" : \"model loop\"") && record.contains("\"kind\" : \"measured\""))
        let foreign = try ZondaCommand.run(["region", "measure", "http://192.0.2.1", "--name", "x"])
        #expect(foreign.status == 64)
        let list = try ZondaCommand.run(["region", "list"])
        #expect(list.output.contains("bue-gru") && list.output.contains("ushuaia"))
    }

    @Test func aProfileIsShownInEightyColumns() throws {
        let show = try ZondaCommand.run(["region", "show", "ar-4g/cordoba/bue-gru"])
        let lines = show.output.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.contains { $0.contains("█") })
        for kind in ["measured", "derived", "assumed", "51 %", "2 populations"] {
            #expect(show.output.contains(kind), "\(kind)")
        }
        // The tc line is meant to be copied whole.
        for line in lines where !line.contains("tc qdisc") { #expect(line.count <= 80, "\(line)") }
    }
}
