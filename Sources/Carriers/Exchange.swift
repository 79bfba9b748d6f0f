import Curl
import Groundwork
import HTTPExchange

/// What a slot's request and its answer are at.
struct Exchange {
    enum Phase: UInt8 {
        /// Nothing is under way.
        case idle
        /// Its connection is being made.
        case connecting
        /// The request is being written, and its answer may come already.
        case sending
        /// The request is written.
        case receiving
        /// It has ended and waits to be handed over.
        case ended
    }

    var phase = Phase.idle
    /// It waits in the list of those that the next turn looks at.
    var isDue = false
    /// The request went out a second time.
    var wasResent = false
    /// The other side takes no more of the request.
    var cannotSend = false
    /// It is on its way through redirects: the request is the hop's.
    var isRedirected = false
    var shape: Int32 = -1
    /// Number of the slot's connection options.
    var options: Int32 = 0
    /// The connection that carries the request, or -1.
    var connection: Int32 = -1
    /// The first of the slot's connections, or -1.
    var first: Int32 = -1
    /// The service that the last request went to.
    var origin: Int32 = -1
    /// Decompresses the answer, or -1.
    var decoder: Int32 = -1
    /// What the request is made of, as the caller gave it.
    var url: UnsafePointer<UInt8>?
    var headers: UnsafeRawPointer?
    var body = UnsafeRawBufferPointer(start: nil, count: 0)
    /// What of the head, or of the whole request, could not be written yet.
    var rest = GrowingBytes()
    var restWritten = 0
    /// Body bytes that go out after the rest.
    var bodyLeft = UnsafeRawBufferPointer(start: nil, count: 0)
    /// When the request was written, or as much of it as the connection took at once.
    var written: UInt64 = 0
    /// When the first byte of the answer came, or 0; interim answers (1xx) are none.
    var began: UInt64 = 0
    var result = TransferResult(slot: 0, status: 0)
    var sink = ResponseSink()
    var parser = ResponseParser()

    // The field is stored, so it has an offset.
    static let sinkOffset = MemoryLayout<Exchange>.offset(of: \Exchange.sink) ?? 0
}
