import Foundation
import Synchronization

/// What setup made, written down as soon as it is known, so that it can be cleaned up behind a run that was killed.
///
/// The file may hold tokens that a service gave out, so only its owner may read it (mode 0600); secrets of the scenario
/// are never in it, only their names.
public final class CleanUpJournal: Sendable {
    private let file: Mutex<AppendedFile>

    /// Begins the journal of a run.
    public init(folder: RunFolder) throws(ArchiveError) {
        file = Mutex(try AppendedFile(path: folder.cleanUp, mode: 0o600))
    }

    /// Goes on with the journal of a run.
    public init(continuing folder: RunFolder) throws(ArchiveError) {
        file = Mutex(try AppendedFile(continuing: folder.cleanUp))
    }

    /// Adds a line and forces it to the disk.
    public func append(_ entry: CleanUpEntry) throws(ArchiveError) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let line: [UInt8]
        do {
            line = Array(try encoder.encode(entry)) + [UInt8(ascii: "\n")]
        } catch {
            throw .unwritable(path: RunFolder(path: ".").cleanUp, reason: "\(error)")
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
            guard let entry = try? JSONDecoder().decode(CleanUpEntry.self, from: Data(line)) else {
                throw .malformed(path: folder.cleanUp, reason: "line \(number) is no entry of this version")
            }
            entries.append(entry)
        }
        return entries
    }
}
