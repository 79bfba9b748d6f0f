internal import CLibcurl
import Glibc

/// Header lines before those of a request that switch off what libcurl would add by itself: a name and a colon without a
/// value (CURLOPT_HTTPHEADER(3)). Linked in place, in memory of the slot's.
struct HeaderPrefix {
    /// Which lines.
    struct Lines {
        var expect: Bool
        var contentType: Bool
        var accept: Bool
    }

    private var nodes: UnsafeMutablePointer<curl_slist>?

    /// Puts the lines before others.
    /// - Returns: the first of all.
    mutating func link(_ lines: Lines, before head: UnsafeRawPointer?) -> UnsafeRawPointer? {
        let nodes = self.nodes ?? .allocate(capacity: 3)
        self.nodes = nodes
        var next = UnsafeMutablePointer(mutating: head?.assumingMemoryBound(to: curl_slist.self))
        func put(_ place: Int, _ text: StaticString) {
            let bytes = UnsafeMutableRawPointer(mutating: text.utf8Start).assumingMemoryBound(to: CChar.self)
            nodes[place] = curl_slist(data: bytes, next: next)
            next = nodes + place
        }
        if lines.expect { put(0, "Expect:") }
        if lines.contentType { put(1, "Content-Type:") }
        if lines.accept { put(2, "Accept:") }
        return UnsafeRawPointer(next)
    }

    mutating func free() {
        nodes?.deallocate()
        nodes = nil
    }
}
