import Dispatch
import Foundation
import Groundwork
import LoadMetrics
import LoadTestKit
import Synchronization
import Testing

/// A load that several processes make together.
@Suite(.serialized) struct PartTests {
    private static let scenario = """
        scenario "Parts"
        target "http://127.0.0.1:1"
        flow read {
          GET /slots?user=${user} as slots
            expect status 200
        }
        load { rate 200/s for 3s arrivals constant }
        slo { p95 < 5s }
        """

    private func runs(_ folder: String) -> [String] {
        let files = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        return files.filter { $0.hasSuffix("/run.json") }.map { "\(folder)/\($0.dropLast("/run.json".count))" }.sorted()
    }

    @Test func partsMakeTheLoadOfOneProcess() throws {
        let server = try NginxServer(server: TestBed.slotAnswer)
        let folder = try TemporaryFolder()
        let file = try folder.write(Self.scenario, to: "parts.zonda")
        let statuses = Mutex<[Int: Int32]>([:])
        // Both have to be there by then.
        let start = Date().addingTimeInterval(8).formatted(.iso8601)
        DispatchQueue.concurrentPerform(iterations: 2) { number in
            // Different numbers of shards: machines need not be alike.
            let ending = try? ZondaCommand.run([
                "run", file, "--target", server.url, "--part", "\(number + 1)/2", "--seed", "11", "--shards",
                "\(number + 1)", "--start-at", start, "--out", "\(folder.path)/part\(number)",
            ])
            statuses.withLock { $0[number] = ending?.status }
        }
        // A part by itself is no verdict.
        #expect(statuses.withLock { $0 } == [0: 97, 1: 97])
        let parts = runs("\(folder.path)/part0") + runs("\(folder.path)/part1")
        try #require(parts.count == 2)
        let merged = try ZondaCommand.run(["merge"] + parts + ["--out", "\(folder.path)/whole"])
        #expect([0, 97, 98].contains(merged.status), "\(merged.output)\n\(merged.errors)")
        let whole = try RunArchive.read(RunFolder(path: try #require(runs("\(folder.path)/whole").first)))
        #expect(whole.problems == [])
        #expect(whole.record.parts?.count == 2)
        #expect((599...601).contains(whole.record.audit.scheduled))
        let steps = whole.record.series.indices.filter { whole.record.series[$0].kind == .step }
        let sum = try parts.map { try RunArchive.read(RunFolder(path: $0)) }.map { run in
            steps.reduce(into: Histogram()) { sum, step in
                if let histogram = run.total(step, .response) { sum.add(histogram) }
            }
        }.reduce(into: Histogram()) { $0.add($1) }
        let found = steps.reduce(into: Histogram()) { sum, step in
            if let histogram = whole.total(step, .response) { sum.add(histogram) }
        }
        #expect(found == sum)
        #expect(found.totalCount == whole.record.audit.scheduled - whole.record.audit.dropped)

        // One alone, the same twice, and what is no part are refused.
        for wrong in [[parts[0]], [parts[0], parts[0]], [runs("\(folder.path)/whole")[0]]] {
            let refused = try ZondaCommand.run(["merge"] + wrong + ["--out", "\(folder.path)/wrong"])
            #expect(refused.status == 65, "\(refused.output)\n\(refused.errors)")
        }
        #expect(runs("\(folder.path)/wrong") == [])
    }
}
