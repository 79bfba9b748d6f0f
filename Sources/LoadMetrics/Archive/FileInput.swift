import Glibc

/// Reads files whole.
public enum FileInput {
    /// Nothing that the tool writes comes near it; what is larger is something else.
    static let largest = 4 << 30

    /// The bytes of a file.
    public static func bytes(of path: String) throws(ArchiveError) -> [UInt8] {
        // Without blocking, so that a named pipe in a file's place is recognised instead of waited for.
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { throw .missing(path: path) }
            throw .unreadable(path: path, reason: FileOutput.systemReason())
        }
        defer { close(file) }
        var facts = stat()
        guard fstat(file, &facts) == 0 else { throw .unreadable(path: path, reason: FileOutput.systemReason()) }
        guard facts.st_mode & S_IFMT == S_IFREG else { throw .unreadable(path: path, reason: "it is not a file") }
        guard facts.st_size <= largest else { throw .unreadable(path: path, reason: "it is larger than 4 GiB") }
        var failure: String?
        let size = Int(facts.st_size)
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            while count < size {
                let got = Glibc.read(file, buffer.baseAddress.map { $0 + count }, size - count)
                if got > 0 {
                    count += got
                } else if got == 0 {
                    return
                } else if errno != EINTR {
                    failure = FileOutput.systemReason()
                    return
                }
            }
        }
        if let failure { throw .unreadable(path: path, reason: failure) }
        return bytes
    }
}
