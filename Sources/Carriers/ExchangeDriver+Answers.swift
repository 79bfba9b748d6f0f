public import Curl
import Groundwork
import HTTPExchange

/// How answers come.
extension ExchangeDriver {
    /// Acts on the readiness set's ready events and on timers that are due, and hands over each request that ended.
    /// `ended` may start new requests.
    @inline(__always)
    public func drive(now: UInt64, _ ended: (TransferResult) -> Void) {
        if !due.isEmpty { lookAtDue(ended) }
        connections.drive(now: now) { connection, code, words in
            let slot = opened(connection, code, words)
            if slot >= 0 { handOver(slot, ended) }
        } ready: { connection, isEnding in
            let slot = Int(connections[connection].pointee.owner)
            guard slot >= 0, slots[slot].connection == connection else { return lookAtIdle(connection) }
            if goOn(slot, isEnding: isEnding) { handOver(slot, ended) }
        }
    }

    private func lookAtDue(_ ended: (TransferResult) -> Void) {
        // Those that are added meanwhile wait for the next time: others must get their turn.
        let count = due.count
        for index in 0..<count {
            let slot = Int(due[index])
            guard slots[slot].isDue else { continue }
            slots[slot].isDue = false
            switch slots[slot].phase {
            case .ended: handOver(slot, ended)
            case .sending, .receiving: if goOn(slot, isEnding: true) { handOver(slot, ended) }
            case .idle, .connecting: break
            }
        }
        due.removeFirst(count)
    }

    @inline(__always)
    private func handOver(_ slot: Int, _ ended: (TransferResult) -> Void) {
        slots[slot].phase = .idle
        ended(slots[slot].result)
    }

    /// A slot's connection is ready: sends what is left and reads what has come.
    /// - Returns: whether the request has ended.
    private func goOn(_ number: Int, isEnding: Bool) -> Bool {
        let slot = slots + number
        guard slot.pointee.phase == .sending || slot.pointee.phase == .receiving else { return false }
        if slot.pointee.phase == .sending, !slot.pointee.cannotSend { goOnSending(number) }
        let connection = slot.pointee.connection
        while true {
            let count = connections.receive(connection, into: room)
            if count == ConnectionSet.Outcome.later {
                return slot.pointee.cannotSend ? lost(number) : false
            }
            if count <= 0 { return lost(number, isFailure: count < 0) }
            slot.pointee.result.bytesIn += count
            if slot.pointee.began == 0 { slot.pointee.began = now() }
            var input = UnsafeRawBufferPointer(rebasing: room[..<count])
            if read(number, &input, isEnding: isEnding) { return true }
            // A redirect may have gone to another connection, or on this one.
            guard slot.pointee.connection == connection, slot.pointee.phase != .connecting else { return false }
            if count < room.count, !isEnding, !connections.hasOwnBuffer(connection) { return false }
        }
    }

    /// Reads bytes of an answer.
    /// - Returns: whether the request has ended.
    @inline(__always)
    private func read(_ number: Int, _ input: inout UnsafeRawBufferPointer, isEnding: Bool) -> Bool {
        let slot = slots + number
        while true {
            switch slot.pointee.parser.next(&input) {
            case .more: return false
            case .fields(let lines): take(number, lines)
            case .interim: slot.pointee.began = input.count > 0 ? now() : 0
            case .head(let lines):
                take(number, lines)
                if slot.pointee.parser.head.isFolded { unfold(slot.pointee.sink.headers) }
                if slot.pointee.parser.head.coding != .identity { beginDecoding(number) }
            case .body(let bytes):
                if slot.pointee.decoder < 0 {
                    slot.pointee.sink.receive(bytes)
                } else if !decode(number, bytes) {
                    return true
                }
            case .trailers(let lines):
                if slot.pointee.sink.wantsHeaders {
                    slot.pointee.sink.headers.append(lines)
                    unfold(slot.pointee.sink.headers)
                }
            case .end: return finish(number, mayGoOn: !isEnding && input.count == 0)
            case .failed:
                explanations[number] = slot.pointee.parser.failure.description
                _ = fail(number, .brokenAnswer)
                return true
            }
        }
    }

    /// Headers that go on in a second line become one line.
    private func unfold(_ headers: GrowingBytes) {
        FieldLines.unfold(UnsafeMutableRawBufferPointer(start: headers.base, count: headers.count))
    }

    /// Whole lines of the head.
    @inline(__always)
    private func take(_ number: Int, _ lines: UnsafeRawBufferPointer) {
        let slot = slots + number
        guard slot.pointee.parser.head.status >= 200 else { return }
        if slot.pointee.sink.wantsHeaders || heads[Int(slot.pointee.shape)].shape.redirects > 0 {
            slot.pointee.sink.headers.append(lines)
        }
        if slot.pointee.parser.head.setsCookies, settings.cookies { takeCookies(number, from: lines) }
    }

    /// The answer is whole.
    /// - Returns: whether the request has ended: a redirect may follow.
    private func finish(_ number: Int, mayGoOn: Bool) -> Bool {
        let slot = slots + number
        let ended = now()
        noteTimes(slot, ended)
        slot.pointee.result.status = slot.pointee.parser.head.status
        if slot.pointee.decoder >= 0, let failure = endDecoding(number) {
            explanations[number] = failure
            return fail(number, .brokenContent) >= 0
        }
        var keeps = mayGoOn && slot.pointee.phase == .receiving && slot.pointee.parser.keepsAlive
        // What the TLS library holds by now is no answer to the next request, and no edge would tell of it.
        if keeps, connections.hasOwnBuffer(slot.pointee.connection) {
            keeps = connections.receive(slot.pointee.connection, into: room) == ConnectionSet.Outcome.later
        }
        letGo(number, keeping: keeps)
        if heads[Int(slot.pointee.shape)].shape.redirects > 0, let goesOn = follow(number) { return !goesOn }
        if slot.pointee.sink.truncated { slot.pointee.result.code = .bodyTooLong }
        return true
    }

    private func noteTimes(_ slot: UnsafeMutablePointer<Exchange>, _ ended: UInt64) {
        let began = slot.pointee.began
        guard began > 0 else { return }
        slot.pointee.result.phases.wait += began > slot.pointee.written ? began - slot.pointee.written : 0
        slot.pointee.result.phases.transfer += ended > began ? ended - began : 0
    }

    /// The connection has ended under a request.
    /// - Returns: whether the request has ended: it may have gone out again.
    private func lost(_ number: Int, isFailure: Bool = true) -> Bool {
        let slot = slots + number
        let wasUsed = connections[slot.pointee.connection].pointee.wasUsed
        if !slot.pointee.parser.hasBegun, slot.pointee.parser.interim == 0, wasUsed { return lostKept(number) }
        if isFailure {
            let words = connections.words(slot.pointee.connection)
            let hasBegun = slot.pointee.parser.hasBegun
            if let words { explanations[number] = words }
            return fail(number, hasBegun ? .partial : .gotNothing) >= 0
        }
        if case .end = slot.pointee.parser.endOfInput() { return finish(number, mayGoOn: false) }
        if slot.pointee.parser.failure.kind != .closedBeforeAnswer {
            explanations[number] = slot.pointee.parser.failure.description
        }
        return fail(number, slot.pointee.parser.hasBegun ? .partial : .gotNothing) >= 0
    }

    /// A connection that was used before has ended before a byte of the answer came: the service may have closed it before
    /// it saw the request, or have acted on it and died. Only what has no further effect may go out again (RFC 9110 section
    /// 9.2.2), and only once.
    private func lostKept(_ number: Int) -> Bool {
        let slot = slots + number
        let head = head(of: number)
        guard head.head.isIdempotent, head.shape.mayGoAgain, !slot.pointee.wasResent else {
            return fail(number, .keptConnectionClosed) >= 0
        }
        slot.pointee.wasResent = true
        slot.pointee.result.resent += 1
        connections.close(slot.pointee.connection)
        if open(number) { return false }
        return fail(number, CurlCode(rawValue: 27)) >= 0
    }

    /// Ends a slot's request as failed; its connection is closed, since an answer may still be under way on it.
    /// - Returns: the slot.
    func fail(_ number: Int, _ code: CurlCode) -> Int {
        let slot = slots + number
        noteTimes(slot, now())
        slot.pointee.result.code = code
        if slot.pointee.parser.head.status >= 200 { slot.pointee.result.status = slot.pointee.parser.head.status }
        letGoDecoder(number)
        letGo(number, keeping: false)
        return number
    }

    /// Ends a slot's request without an answer.
    public func cancel(slot number: Int) {
        guard slots[number].phase != .idle else { return }
        letGoDecoder(number)
        letGo(number, keeping: false)
        slots[number].phase = .idle
        slots[number].isDue = false
    }
}
