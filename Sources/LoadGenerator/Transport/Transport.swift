import Curl

/// The seam between a shard and the network: the carriers in a run, a script in tests. A shard is generic over it, so calls
/// are resolved when the shard is compiled.
protocol Transport: AnyObject {
    /// Prepares a request shape.
    /// - Throws: why its requests cannot be sent.
    func add(_ shape: RequestShape) throws(ShapeFailure) -> Int

    /// Starts a request of a user; even one that ends at once is handed over by ``drive(now:_:)`` only. What the pointers refer to stays as it is until the request has ended.
    /// - Returns: false when this machine is out of descriptors or memory.
    func start(
        user: Int,
        shape: Int,
        url: UnsafePointer<UInt8>?,
        headers: UnsafeRawPointer?,
        body: UnsafeRawBufferPointer
    ) -> Bool

    /// Ends a user's request without an answer.
    func cancel(user: Int)

    /// The user leaves: its connection and cookies go with it.
    func release(user: Int)

    /// Closes a user's connections, which it will open anew; it has no request under way.
    func disconnect(user: Int)

    /// Forgets a user's cookies.
    func forgetCookies(user: Int)

    /// Another user takes the slot, and its connections are made in the way of this number; it has no request under
    /// way.
    func use(connection: Int, user: Int)

    /// Whether a user has an open connection, as far as is known before it is used.
    func isConnected(user: Int) -> Bool

    /// Why a user's last request failed, in the transport's own words, if it keeps them.
    func explanation(user: Int) -> String?

    /// What arrived for a user.
    func sink(of user: Int) -> UnsafeMutablePointer<ResponseSink>

    /// Acts on all that is ready and hands over each request that ended.
    func drive(now: UInt64, _ ended: (TransferResult) -> Void)

    /// When ``drive(now:_:)`` must be called next at the latest.
    var deadline: UInt64 { get }
}

/// What a transport without connections and cookies does.
extension Transport {
    func disconnect(user: Int) {}
    func forgetCookies(user: Int) {}
    func use(connection: Int, user: Int) {}
    func explanation(user: Int) -> String? { nil }
    func isConnected(user: Int) -> Bool { true }
}
