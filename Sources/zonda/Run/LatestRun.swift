import Foundation
import LoadMetrics

/// The stable name of a scenario's newest run: `results/SCENARIO/latest`, a symbolic link to its folder, so that a
/// pipeline need not look for it. A run that did not begin leaves none: nobody takes an older one for it.
enum LatestRun {
    /// The link's name; also what stands for the newest run of all where a run is asked for.
    static let name = "latest"

    /// Points to a run whose folder exists. Where a link cannot be made (some shared folders have none) there is none.
    static func point(to folder: RunFolder) {
        let (link, id) = parts(folder)
        let fresh = "\(link).\(id)"
        guard symlink(id, fresh) == 0 else { return }
        // Replaced in one step: a reader sees the old run or the new one.
        if rename(fresh, link) != 0 { unlink(fresh) }
    }

    /// Takes the link away where it points to a run: its folder is removed, since nothing was measured.
    static func forget(_ folder: RunFolder) {
        let (link, id) = parts(folder)
        if target(of: link) == id { unlink(link) }
    }

    /// The newest run that `text` names: `latest` is that of all scenarios below `results`, a scenario's name its own.
    static func find(_ text: String, results: String = "results") -> RunFolder? {
        guard text == name else {
            let folder = RunFolder(path: "\(results)/\(text)/\(name)")
            return target(of: folder.path) == nil ? nil : folder
        }
        let scenarios = (try? FileManager.default.contentsOfDirectory(atPath: results)) ?? []
        let newest = scenarios.compactMap { scenario in
            target(of: "\(results)/\(scenario)/\(name)").map { (id: $0, scenario: scenario) }
        }.max { $0 < $1 }
        return newest.map { RunFolder(results: results, scenario: $0.scenario, id: $0.id) }
    }

    private static func target(of link: String) -> String? {
        try? FileManager.default.destinationOfSymbolicLink(atPath: link)
    }

    private static func parts(_ folder: RunFolder) -> (link: String, id: String) {
        let url = URL(fileURLWithPath: folder.path)
        return (url.deletingLastPathComponent().path + "/" + name, url.lastPathComponent)
    }
}
