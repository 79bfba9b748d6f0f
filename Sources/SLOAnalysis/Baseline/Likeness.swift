import Groundwork
import LoadMetrics

/// In what two runs differ so that their figures cannot be compared. Only like is compared with like.
enum Likeness {
    /// Differences of scenario and load, in words; none if the two are alike.
    static func differences(
        _ run: RunRecord,
        _ other: Baseline.Provenance,
        other has: String = "the baseline has"
    ) -> [String] {
        differences(run.scenario, run.load, other, has)
    }

    /// The same for two runs of which only this is known.
    static func differences(
        _ run: Baseline.Provenance,
        _ other: Baseline.Provenance,
        other has: String = "the baseline has"
    ) -> [String] {
        differences(run.scenario, run.load, other, has)
    }

    private static func differences(
        _ scenario: RunRecord.ScenarioFacts,
        _ load: RunRecord.LoadFacts,
        _ other: Baseline.Provenance,
        _ has: String
    ) -> [String] {
        var differences: [String] = []
        func compare(_ name: String, _ a: String, _ b: String) {
            if a != b { differences.append("\(name): \(shown(a)), \(has) \(shown(b))") }
        }
        compare("scenario", String(scenario.hash.prefix(12)), String(other.scenario.hash.prefix(12)))
        if scenario.hash != other.scenario.hash, differences.isEmpty {
            differences.append("scenario: another content")
        }
        let names = Set(scenario.parameters.keys).union(other.scenario.parameters.keys).sorted()
        for name in names {
            compare("parameter \(name)", scenario.parameters[name] ?? "", other.scenario.parameters[name] ?? "")
        }
        compare("load", words(load), words(other.load))
        return differences
    }

    /// Differences of the machine, in words. Its name is none: CI runs on many machines of one kind.
    static func differences(
        _ host: HostFingerprint,
        _ other: HostFingerprint,
        other has: String = "the baseline has"
    ) -> [String] {
        var differences: [String] = []
        func compare(_ name: String, _ a: String, _ b: String) {
            if a != b { differences.append("\(name): \(shown(a)), \(has) \(shown(b))") }
        }
        compare("machine", host.machine, other.machine)
        compare("processor", host.cpu, other.cpu)
        compare("cores", "\(host.cores)", "\(other.cores)")
        compare("kernel", host.kernel, other.kernel)
        compare("libcurl", host.curl, other.curl)
        // Machines of one kind report a little less or more, as firmware keeps some.
        let memory = (Double(host.memoryMiB), Double(other.memoryMiB))
        if abs(memory.0 - memory.1) > 0.05 * max(memory.0, memory.1) {
            compare("memory", "\(host.memoryMiB) MiB", "\(other.memoryMiB) MiB")
        }
        return differences
    }

    private static func words(_ load: RunRecord.LoadFacts) -> String {
        "\(load.model.rawValue) \(load.arrivals ?? "") \(load.curve), warm-up \(Figures.duration(load.warmup))"
            + (load.iterations.map { ", \(Figures.count($0)) iterations" } ?? "")
    }

    private static func shown(_ text: String) -> String { text.isEmpty ? "none" : text }
}
