import Curl
import Groundwork

/// What users know of answers that they may ask for again: for each user and each conditional request the header lines
/// `If-None-Match` and `If-Modified-Since` (RFC 9110 sections 13.1.2 and 13.1.3), or nothing.
struct ValidatorStore: ~Copyable {
    private struct Entry {
        /// Lines with a zero between them.
        var tag = GrowingBytes()
        var date = GrowingBytes()
    }

    private let entries: UnsafeMutablePointer<Entry>
    private let requests: Int
    private let count: Int

    /// Room for so many users and conditional requests.
    init(users: Int, requests: Int) {
        self.requests = requests
        count = users * requests
        entries = .allocate(capacity: max(1, count))
        entries.initialize(repeating: Entry(), count: max(1, count))
    }

    deinit {
        for index in 0..<count {
            entries[index].tag.free()
            entries[index].date.free()
        }
        entries.deallocate()
    }

    /// The user has left.
    func forget(user: Int) {
        for index in user * requests..<(user + 1) * requests {
            entries[index].tag.clear()
            entries[index].date.clear()
        }
    }

    /// Takes note of an answer's header lines.
    func note(user: Int, request: Int, headers: UnsafeRawBufferPointer) {
        let entry = entries + user * requests + request
        Self.keep(Self.tagName, "If-None-Match: ", headers, in: &entry.pointee.tag)
        Self.keep(Self.dateName, "If-Modified-Since: ", headers, in: &entry.pointee.date)
    }

    private static func keep(
        _ name: StaticString,
        _ line: StaticString,
        _ headers: UnsafeRawBufferPointer,
        in buffer: inout GrowingBytes
    ) {
        buffer.clear()
        let name = UnsafeRawBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
        guard let value = HeaderSearch.value(of: name, in: headers), value.count > 0, value.count < 1024 else { return }
        buffer.append(line)
        buffer.append(value)
    }

    private static let tagName: StaticString = "etag"
    private static let dateName: StaticString = "last-modified"

    /// Adds the lines to a request's headers.
    func add(user: Int, request: Int, to headers: inout HeaderChain) {
        let entry = entries[user * requests + request]
        if entry.tag.count > 0 { headers.begin { $0.append(entry.tag.bytes) } }
        if entry.date.count > 0 { headers.begin { $0.append(entry.date.bytes) } }
    }
}
