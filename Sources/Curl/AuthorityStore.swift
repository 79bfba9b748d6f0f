internal import CLibcurl

/// Certificate authorities by their file, read once for all connections of a shard: libcurl would read them again for
/// each, which costs some 20 ms and a megabyte each time.
///
/// Not thread-safe: it belongs to one shard's queue.
public final class AuthorityStore {
    private var stores: [String?: OpaquePointer] = [:]

    /// Nothing has been read.
    public init() {}

    deinit {
        for store in stores.values { zcurl_free_authorities(store) }
    }

    /// The authorities of a file, or of the system; nothing where they cannot be read, which libcurl then says.
    func store(_ file: String?) -> OpaquePointer? {
        if let known = stores[file] { return known }
        stores[file] = zcurl_load_authorities(file)
        return stores[file]
    }
}
