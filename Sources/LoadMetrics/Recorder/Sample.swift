/// What is recorded of one request, in nanoseconds.
public struct Sample {
    /// From the intended start to the last byte.
    public var response: UInt64
    /// From the actual send to the last byte.
    public var service: UInt64
    /// From the intended start to the actual send.
    public var lateness: UInt64
    /// Name lookup; 0 where none was made.
    public var lookup: UInt64
    /// TCP connect; 0 where no connection was opened.
    public var connect: UInt64
    /// TLS handshake; 0 where none was made.
    public var tls: UInt64
    /// From the request written to the first byte.
    public var wait: UInt64
    /// From the first byte to the last.
    public var transfer: UInt64

    /// A sample; phases are 0 where they were not measured.
    @inlinable
    public init(
        response: UInt64,
        service: UInt64,
        lateness: UInt64,
        lookup: UInt64 = 0,
        connect: UInt64 = 0,
        tls: UInt64 = 0,
        wait: UInt64 = 0,
        transfer: UInt64 = 0
    ) {
        self.response = response
        self.service = service
        self.lateness = lateness
        self.lookup = lookup
        self.connect = connect
        self.tls = tls
        self.wait = wait
        self.transfer = transfer
    }
}
