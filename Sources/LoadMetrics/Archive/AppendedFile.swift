import Glibc

/// A file that grows by whole records: one write(2) each, and a record that did not fit is taken back.
struct AppendedFile: ~Copyable {
    let path: String
    private let descriptor: Int32
    private var length: off_t = 0

    /// Makes the file; one that is there already is never touched.
    init(path: String, mode: mode_t = 0o666) throws(ArchiveError) {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw .unwritable(path: path, reason: FileOutput.systemReason()) }
    }

    /// Goes on with a file that is there.
    init(continuing path: String) throws(ArchiveError) {
        self.path = path
        descriptor = open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unwritable(path: path, reason: FileOutput.systemReason()) }
        length = lseek(descriptor, 0, SEEK_END)
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Hands a record to the system. If only a part of it could be written (a full disk), the part is cut off again, so
    /// that the next record does not continue a broken line.
    mutating func append(_ bytes: [UInt8]) throws(ArchiveError) {
        if let reason = FileOutput.write(bytes, to: descriptor) {
            ftruncate(descriptor, length)
            throw .unwritable(path: path, reason: reason)
        }
        length += off_t(bytes.count)
    }

    /// Forces everything to the disk.
    func sync() throws(ArchiveError) {
        guard fsync(descriptor) == 0 else { throw .unwritable(path: path, reason: FileOutput.systemReason()) }
    }
}
