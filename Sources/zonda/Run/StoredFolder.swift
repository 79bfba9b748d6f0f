import Foundation
import LoadMetrics

/// Finds the folder of a stored run from what was written on the command line.
enum StoredFolder {
    /// The run at `path`, which is its folder or a file in it, or the newest run that it names (``LatestRun``).
    static func open(_ path: String) throws(Stop) -> RunFolder {
        var folder = RunFolder(path: path)
        if !FileManager.default.fileExists(atPath: folder.record), let latest = LatestRun.find(path) { folder = latest }
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: folder.path, isDirectory: &isDirectory) else {
            throw Stop(.input, "there is no run at \(path)")
        }
        if !isDirectory.boolValue {
            folder = RunFolder(path: URL(fileURLWithPath: folder.path).deletingLastPathComponent().relativePath)
        }
        guard FileManager.default.fileExists(atPath: folder.record) else {
            throw Stop(.input, "\(path) is not a run: it holds no run.json")
        }
        return folder
    }
}
