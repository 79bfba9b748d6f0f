/// When the answers of a slot's transfer began, by our own clock: for transfers of which libcurl's times do not tell.
///
/// - libcurl before 8.3 takes the first byte of a body that it sends for the first byte of the answer
///   (CURLINFO_STARTTRANSFER_TIME_T): after a POST the service's time would be transfer and not wait.
/// - While a transfer waits until it may use the connection of another, only CURLINFO_TOTAL_TIME_T goes on: that time would
///   be transfer too.
///
/// The answer begins with its first line and not its first byte: libcurl hands over no less. Interim answers (1xx) and
/// those of a proxy to CONNECT are none. A try that got no answer is in neither part. Nanoseconds; moments are on
/// CLOCK_MONOTONIC.
struct AnswerTimes {
    /// From the request's first bytes written to the first line of its answer. What a long body takes to send is part of
    /// it: libcurl before 8.10 does not tell when it is sent.
    private(set) var wait: UInt64 = 0
    /// From the first line of an answer to its end.
    private(set) var transfer: UInt64 = 0
    /// When the transfer started.
    private var started: UInt64 = 0
    /// When libcurl was about to write the request; 0 before.
    private var asked: UInt64 = 0
    /// When the answer began; 0 before.
    private var began: UInt64 = 0

    /// A transfer starts.
    mutating func start(at now: UInt64) {
        self = AnswerTimes()
        started = now
    }

    /// The request is about to be written, on an open connection.
    mutating func ask(at now: UInt64) { asked = now }

    /// Whether a header line begins the answer that is waited for.
    func isBegun(by line: UnsafeRawBufferPointer) -> Bool {
        guard began == 0, asked > 0, line.count > 8, line.starts(with: "HTTP/".utf8) else { return false }
        // A status follows the first blank (RFC 9112 section 4); those of interim answers begin with 1.
        guard let blank = line.firstIndex(of: UInt8(ascii: " ")), blank + 1 < line.count else { return false }
        return line[blank + 1] != UInt8(ascii: "1")
    }

    /// The answer begins.
    /// - Parameter sent: libcurl's time from the start to the request written.
    mutating func begin(at now: UInt64, sent: UInt64) {
        began = now
        // By libcurl's own time, which counts from when it had a connection and is too small where it waited for one.
        let written = started &+ sent
        asked = max(asked, min(written, now))
        wait = now > asked ? now - asked : 0
    }

    /// The transfer has ended.
    /// - Parameter total: since its start.
    mutating func end(total: UInt64) {
        let ended = started &+ total
        // A microsecond at least, as libcurl's own times: its clock starts a little later than ours.
        if began > 0 { transfer = max(1000, ended > began ? ended - began : 0) }
    }
}
