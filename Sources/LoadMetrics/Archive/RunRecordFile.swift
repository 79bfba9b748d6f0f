import Groundwork

/// `run.json` and the timeline's lines as bytes.
enum RunRecordFile {
    /// The record as JSON.
    static func bytes(_ record: RunRecord, path: String) throws(ArchiveError) -> [UInt8] {
        try ArchiveError.naming(path) { () throws(CanonicalJSONError) in try CanonicalJSON.bytes(record) }
    }

    /// A tick as one line of JSON, without the line's end.
    static func line(_ tick: TimelineTick, path: String) throws(ArchiveError) -> [UInt8] {
        try ArchiveError.naming(path) { () throws(CanonicalJSONError) in try CanonicalJSON.bytes(tick, .line) }
    }

    /// Reads `run.json`.
    static func record(_ bytes: [UInt8], path: String) throws(ArchiveError) -> RunRecord {
        try ArchiveError.naming(path) { () throws(CanonicalJSONError) in
            try CanonicalJSON.decode(RunRecord.self, from: bytes, version: SchemaVersion(RunRecord.schemaVersion))
        }
    }

    /// Reads a tick.
    static func tick(_ bytes: [UInt8], path: String) throws(ArchiveError) -> TimelineTick {
        try ArchiveError.naming(path) { () throws(CanonicalJSONError) in
            try CanonicalJSON.decode(TimelineTick.self, from: bytes)
        }
    }
}
