import Foundation
import LoadMetrics

/// Finds the folder of a stored run from what was written on the command line.
enum StoredFolder {
    /// The run at `path`, which is its folder or a file in it.
    static func open(_ path: String) throws(Stop) -> RunFolder {
        var folder = path
        while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: folder, isDirectory: &isDirectory) else {
            throw Stop(.input, "there is no run at \(path)")
        }
        if !isDirectory.boolValue { folder = (folder as NSString).deletingLastPathComponent }
        guard FileManager.default.fileExists(atPath: folder + "/run.json") else {
            throw Stop(.input, "\(path) is not a run: it holds no run.json")
        }
        return RunFolder(path: folder)
    }
}
