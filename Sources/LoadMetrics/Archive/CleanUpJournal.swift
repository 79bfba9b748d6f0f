import Groundwork

/// What setup made, written down as soon as it is known, so that it can be cleaned up behind a run that was killed.
///
/// The file may hold tokens that a service gave out, so only its owner may read it (mode 0600); secrets of the scenario
/// are never in it, only their names.
public final class CleanUpJournal: Sendable {
    private let path: String
    private let file: Locked<AppendedFile>

    /// Begins the journal of a run.
    public init(folder: RunFolder) throws(ArchiveError) {
        path = folder.cleanUp
        file = Locked(try AppendedFile(path: folder.cleanUp, mode: 0o600))
    }

    /// Goes on with the journal of a run.
    public init(continuing folder: RunFolder) throws(ArchiveError) {
        path = folder.cleanUp
        file = Locked(try AppendedFile(continuing: folder.cleanUp))
    }

    /// Adds a line and forces it to the disk.
    public func append(_ entry: CleanUpEntry) throws(ArchiveError) {
        let line = try ArchiveError.naming(path) { () throws(CanonicalJSONError) in
            try CanonicalJSON.bytes(entry, .line) + [UInt8(ascii: "\n")]
        }
        try file.withLock { file throws(ArchiveError) in
            try file.append(line)
            try file.sync()
        }
    }

    /// The lines of a run's journal; a last line that was not finished is left out.
    public static func read(_ folder: RunFolder) throws(ArchiveError) -> [CleanUpEntry] {
        let bytes = try FileInput.bytes(of: folder.cleanUp)
        var entries: [CleanUpEntry] = []
        var number = 0
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast() {
            number += 1
            let entry = try ArchiveError.naming("\(folder.cleanUp), line \(number),") {
                () throws(CanonicalJSONError) in try CanonicalJSON.decode(CleanUpEntry.self, from: Array(line))
            }
            entries.append(entry)
        }
        return entries
    }
}
