internal import CLibcurl
import Groundwork

/// In which parts of a transfer its time went.
extension CurlDriver {
    /// Tells a handle what to call as an answer comes: nothing where libcurl's times and the body are enough.
    func listen(to number: Int, _ easy: UnsafeMutableRawPointer) {
        let slot = slots + number
        let notes = slot.pointee.notesTimes
        let wants = slot.pointee.sink.wantsHeaders
        zcurl_set_data_callback(easy, CURLOPT_HEADERFUNCTION, notes ? noteHeader : wants ? receiveHeader : nil)
        zcurl_set_pointer(easy, CURLOPT_HEADERDATA, notes || wants ? UnsafeRawPointer(slot) : nil)
    }

    /// The times of a transfer that has ended.
    func takeTimes(of number: Int, _ easy: UnsafeMutableRawPointer, into result: inout TransferResult) {
        let slot = slots + number
        if result.newConnections > 0 { result.phases = PhaseTimes(openingBy: easy) }
        let total = zcurl_get_nanoseconds(easy, CURLINFO_TOTAL_TIME_T)
        if slot.pointee.notesTimes {
            slot.pointee.times.end(total: total)
            result.phases.wait = slot.pointee.times.wait
            result.phases.transfer = slot.pointee.times.transfer
            return
        }
        let sent = zcurl_get_nanoseconds(easy, CURLINFO_PRETRANSFER_TIME_T)
        let first = zcurl_get_nanoseconds(easy, CURLINFO_STARTTRANSFER_TIME_T)
        result.phases.wait = first > sent ? first - sent : 0
        result.phases.transfer = first > 0 && total > first ? total - first : 0
    }
}

extension PhaseTimes {
    /// What a handle took to open its connection (curl_easy_getinfo(3)).
    init(openingBy easy: UnsafeMutableRawPointer) {
        let lookup = zcurl_get_nanoseconds(easy, CURLINFO_NAMELOOKUP_TIME_T)
        let connected = zcurl_get_nanoseconds(easy, CURLINFO_CONNECT_TIME_T)
        let secured = zcurl_get_nanoseconds(easy, CURLINFO_APPCONNECT_TIME_T)
        self.init(
            lookup: lookup,
            connect: connected > lookup ? connected - lookup : 0,
            tls: secured > connected ? secured - connected : 0
        )
    }
}

extension CurlDriver.Slot {
    /// The slot's request is about to be written.
    mutating func noteSending() { times.ask(at: SystemTime.monotonic()) }

    /// A header line has come.
    mutating func noteHeader(_ line: UnsafeRawBufferPointer) {
        if let easy, times.isBegun(by: line) {
            times.begin(at: SystemTime.monotonic(), sent: zcurl_get_nanoseconds(easy, CURLINFO_PRETRANSFER_TIME_T))
        }
        if sink.wantsHeaders { sink.receive(header: line) }
    }
}

/// CURLOPT_HEADERFUNCTION where libcurl's times do not tell when the answer begins.
private let noteHeader: zcurl_data_callback = { bytes, size, count, context in
    let total = size * count
    guard let bytes, let slot = context?.assumingMemoryBound(to: CurlDriver.Slot.self) else { return total }
    slot.pointee.noteHeader(UnsafeRawBufferPointer(start: bytes, count: total))
    return total
}

/// CURLOPT_HEADERFUNCTION where a step asks for headers.
private let receiveHeader: zcurl_data_callback = { bytes, size, count, context in
    let total = size * count
    guard let bytes, let slot = context?.assumingMemoryBound(to: CurlDriver.Slot.self) else { return total }
    slot.pointee.sink.receive(header: UnsafeRawBufferPointer(start: bytes, count: total))
    return total
}
