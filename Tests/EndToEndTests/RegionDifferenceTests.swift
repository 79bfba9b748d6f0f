import Foundation
import LoadPlan
import LoadTestKit
import NetworkModel
import ScenarioLanguage
import Testing

/// The mixed day as it is in the repository, on the real demo service: visitors in all regions meet the same service,
/// so their rows differ by their profiles and by nothing else.
@Suite(.serialized) struct RegionDifferenceTests {
    /// A region's row: the median of response times, with the interval that holds it 999 times in 1000.
    private struct Row {
        var median: Double
        var low: Double
        var high: Double
        var samples: UInt64

        /// Of services and schedules, which are asked for on open connections and answered in one flight: one round
        /// trip and the service.
        init(_ run: FinishedRun, region: String) throws {
            let figures = try run.figures("response", of: ["browse/s", "@\(region)#"])
            samples = figures.count
            // The rank of a median is binomial: n/2 ± 3.29 · √n / 2.
            let spread = 164.5 / Double(max(1, samples)).squareRoot()
            median = figures.seconds(50) * 1e3
            low = figures.seconds(max(0, 50 - spread)) * 1e3
            high = figures.seconds(min(100, 50 + spread)) * 1e3
        }
    }

    @Test func rowsDifferByTheirProfiles() throws {
        let path = "\(Products.root)/scenarios/mixed-day.zonda"
        let source = try String(contentsOfFile: path, encoding: .utf8)
        let plan = try #require(ScenarioCompiler.compile(source: source, path: path).plan)
        let service = try DemoService()
        let folder = try TemporaryFolder()
        let load = ["--users", "400", "--duration", "30s"]
        let run = try RunUnderWay(file: path, ["--target", service.url] + load, results: folder.path).finish()
        // The median of a sum is not quite the sum of medians: a millisecond, and what the service and the generator
        // spread by themselves, which is more on a busy machine.
        let slack =
            1 + 1e3 * (try run.figures("service", of: ["browse/s"]).seconds(90) + run.figures("lateness").seconds(90))
        let near = try #require(plan.regions.first)
        let nearest = RoundTripDistribution(try #require(near.vantage.profile)).quantile(0.5)
        let base = try Row(run, region: near.name)
        for region in plan.regions.dropFirst() {
            let profile = try #require(region.vantage.profile, "\(region.name)")
            let expected = RoundTripDistribution(profile).quantile(0.5) - nearest
            let row = try Row(run, region: region.name)
            let words =
                "\(region.name): \(row.median) ms, n \(row.samples); \(near.name): \(base.median) ms, "
                + "n \(base.samples); the profiles differ by \(expected) ms"
            #expect(row.samples >= 20, "\(words)")
            let differences = (row.low - base.high - slack)...(row.high - base.low + slack)
            #expect(differences.contains(expected), "\(words), slack \(slack) ms")
        }
        // The matrix has a column for each, with a verdict of its own.
        let html = try run.text("report.html")
        for region in plan.regions {
            #expect(html.contains(region.name) && html.contains(region.vantage.words), "\(region.name)")
        }
        #expect(html.contains("cell hold"))
    }
}
