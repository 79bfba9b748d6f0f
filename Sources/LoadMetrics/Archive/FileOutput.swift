import Glibc

/// Writes files so that a crash, a kill or a full disk never leaves a half-written one behind under its name.
public enum FileOutput {
    /// Replaces the file at `path` by `bytes`, or leaves it as it is: a temporary file beside it is written, forced to
    /// the disk and renamed (rename(2) replaces atomically).
    /// - Parameter isPrivate: only the user may read and write it (mode 600), from its first byte on.
    public static func replace(
        _ path: String,
        with bytes: [UInt8],
        isPrivate: Bool = false
    ) throws(ArchiveError) {
        try store(bytes, at: path, isPrivate: isPrivate) { temporary in rename(temporary, path) }
    }

    /// Makes the file at `path` with `bytes`; fails if there is one already (link(2) never replaces).
    public static func create(_ path: String, with bytes: [UInt8]) throws(ArchiveError) {
        try store(bytes, at: path) { temporary in
            let result = link(temporary, path)
            let failure = errno
            unlink(temporary)
            errno = failure
            return result
        }
    }

    /// Makes a folder and those above it that are missing.
    public static func createFolder(_ path: String) throws(ArchiveError) {
        if mkdir(path, 0o777) == 0 || errno == EEXIST { return try requireFolder(path) }
        guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex else {
            throw .unwritable(path: path, reason: systemReason())
        }
        try createFolder(String(path[..<slash]))
        guard mkdir(path, 0o777) == 0 || errno == EEXIST else {
            throw .unwritable(path: path, reason: systemReason())
        }
        try requireFolder(path)
    }

    private static func requireFolder(_ path: String) throws(ArchiveError) {
        var facts = stat()
        guard stat(path, &facts) == 0 else { throw .unwritable(path: path, reason: systemReason()) }
        guard facts.st_mode & S_IFMT == S_IFDIR else { throw .unwritable(path: path, reason: "it is not a folder") }
    }

    private static func store(
        _ bytes: [UInt8],
        at path: String,
        isPrivate: Bool = false,
        publish: (String) -> Int32
    ) throws(ArchiveError) {
        let temporary = "\(path).\(getpid()).tmp"
        // What a killed process left would keep its mode.
        if isPrivate { unlink(temporary) }
        let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, isPrivate ? 0o600 : 0o666)
        guard file >= 0 else { throw .unwritable(path: path, reason: systemReason()) }
        var reason: String?
        if let failure = write(bytes, to: file) {
            reason = failure
        } else if fsync(file) != 0 {
            reason = systemReason()
        }
        if close(file) != 0, reason == nil { reason = systemReason() }
        if reason == nil, publish(temporary) != 0 { reason = systemReason() }
        if let reason {
            unlink(temporary)
            throw .unwritable(path: path, reason: reason)
        }
        syncFolder(of: path)
    }

    /// The new name must reach the disk too; a file system that cannot do that is no reason to fail.
    private static func syncFolder(of path: String) {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        let descriptor = open(folder.isEmpty ? "/" : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }

    /// Writes everything.
    /// - Returns: why it could not, or nil.
    static func write(_ bytes: [UInt8], to file: Int32) -> String? {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress.map { $0 + done }, $0.count - done) }
            if count > 0 {
                done += count
            } else if count == 0 || errno != EINTR {
                return count == 0 ? "nothing was written" : systemReason()
            }
        }
        return nil
    }

    /// `errno` in words.
    static func systemReason() -> String { String(cString: strerror(errno)) }
}
