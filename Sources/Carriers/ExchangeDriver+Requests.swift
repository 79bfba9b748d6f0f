import Curl
import Groundwork
import HTTPExchange

/// How requests leave.
extension ExchangeDriver {
    /// Bodies up to this size go out in one piece with the head.
    private static let joined = 16 << 10

    /// Starts a request of a slot, which has none under way. It leaves before this returns where its connection is open.
    /// Even one that ends at once is handed over by ``drive(now:_:)``. What the pointers refer to must stay as it is until
    /// the request has ended.
    /// - Parameters:
    ///   - shape: number from ``add(_:)``.
    ///   - url: zero-terminated, where the shape has none of its own.
    ///   - headers: the lines as libcurl takes them (``HeaderChain/head``), where the shape has none of its own.
    ///   - body: where the shape has one.
    /// - Returns: false when the process is out of memory or descriptors; nothing was started then.
    public func start(
        slot number: Int,
        shape: Int,
        url: UnsafePointer<UInt8>?,
        headers: UnsafeRawPointer?,
        body: UnsafeRawBufferPointer
    ) -> Bool {
        let slot = slots + number
        if slot.pointee.shape != Int32(shape) {
            slot.pointee.shape = Int32(shape)
            slot.pointee.sink.wantsBody = heads[shape].shape.wantsBody
            slot.pointee.sink.wantsHeaders = heads[shape].shape.wantsHeaders
        }
        slot.pointee.sink.clear()
        slot.pointee.result = TransferResult(slot: number, status: 0)
        slot.pointee.wasResent = false
        if slot.pointee.isRedirected { endHops(number) }
        slot.pointee.url = url
        slot.pointee.headers = headers
        slot.pointee.body = body
        if !explanations.isEmpty { explanations[number] = nil }
        slot.pointee.origin = origin(of: number, heads[shape], url)
        guard slot.pointee.origin >= 0 else {
            end(number, .malformedURL)
            return true
        }
        return send(number)
    }

    private func origin(of number: Int, _ head: PreparedHead, _ url: UnsafePointer<UInt8>?) -> Int32 {
        if head.origin >= 0 { return head.origin }
        guard let url else { return -1 }
        let bytes = UnsafeRawBufferPointer(start: url, count: OriginTable.length(of: url))
        let known = slots[number].origin
        if known >= 0, origins.isEqual(known, bytes) { return known }
        return origins.number(of: bytes)
    }

    /// Sends a slot's request, as soon as there is a connection.
    func send(_ number: Int) -> Bool {
        guard let isOpen = choose(number) else {
            letGo(number, keeping: false)
            slots[number].phase = .idle
            return false
        }
        if isOpen, !write(number) { handOverLater(number) }
        return true
    }

    /// The slot's request has ended; the next turn hands it over.
    func end(_ number: Int, _ code: CurlCode) {
        _ = fail(number, code)
        handOverLater(number)
    }

    private func handOverLater(_ number: Int) {
        slots[number].phase = .ended
        look(number)
    }

    /// The next turn looks at a slot.
    func look(_ number: Int) {
        guard !slots[number].isDue else { return }
        slots[number].isDue = true
        due.append(Int32(number))
    }

    /// Writes a slot's request on its open connection.
    /// - Returns: false where it cannot be sent: it has ended.
    func write(_ number: Int) -> Bool {
        let slot = slots + number
        let head = head(of: number)
        let isWhole = compose(number, head)
        slot.pointee.parser.begin(isHead: head.head.isHead, closes: head.head.closes)
        guard isWhole else {
            if let failure = writer.failure { explanations[number] = failure.description }
            _ = fail(number, .unsendable)
            return false
        }
        slot.pointee.began = 0
        slot.pointee.cannotSend = false
        let body = head.shape.hasBody ? slot.pointee.body : nothing
        slot.pointee.bodyLeft = nothing
        if body.count > 0, body.count <= Self.joined {
            writer.append(body: body)
        } else if body.count > 0 {
            slot.pointee.bodyLeft = body
        }
        slot.pointee.rest.clear()
        slot.pointee.restWritten = 0
        let bytes = writer.bytes
        let sent = connections.send(slot.pointee.connection, bytes)
        slot.pointee.written = now()
        slot.pointee.phase = .receiving
        if sent == bytes.count, slot.pointee.bodyLeft.count == 0 {
            slot.pointee.result.bytesOut += sent
            return true
        }
        slot.pointee.phase = .sending
        if sent == ConnectionSet.Outcome.failed {
            cannotSend(number)
            return true
        }
        slot.pointee.result.bytesOut += max(0, sent)
        slot.pointee.rest.append(UnsafeRawBufferPointer(rebasing: bytes[max(0, sent)...]))
        goOnSending(number)
        return true
    }

    /// The head of the request that a slot is at.
    @inline(__always)
    func head(of number: Int) -> PreparedHead {
        slots[number].isRedirected ? hops[number] ?? heads[Int(slots[number].shape)] : heads[Int(slots[number].shape)]
    }

    private var nothing: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: nil, count: 0) }

    /// Sends more of a request.
    func goOnSending(_ number: Int) {
        let slot = slots + number
        while true {
            let isRest = slot.pointee.restWritten < slot.pointee.rest.count
            let bytes =
                isRest
                ? UnsafeRawBufferPointer(rebasing: slot.pointee.rest.bytes[slot.pointee.restWritten...])
                : slot.pointee.bodyLeft
            guard bytes.count > 0 else {
                slot.pointee.phase = .receiving
                return
            }
            let sent = connections.send(slot.pointee.connection, bytes)
            if sent == ConnectionSet.Outcome.later { return }
            if sent < 0 { return cannotSend(number) }
            slot.pointee.result.bytesOut += sent
            if isRest {
                slot.pointee.restWritten += sent
            } else {
                slot.pointee.bodyLeft = UnsafeRawBufferPointer(rebasing: bytes[sent...])
            }
        }
    }

    /// The other side takes no more. An answer may have come for all that (RFC 9112 section 9.5): it is read first.
    private func cannotSend(_ number: Int) {
        slots[number].cannotSend = true
        look(number)
    }

    private func compose(_ number: Int, _ head: PreparedHead) -> Bool {
        let slot = slots + number
        let origin = Int(slot.pointee.origin)
        writer.begin(head.head)
        for position in 0..<head.head.placeCount {
            let place = head.head.place(position)
            switch place {
            case PreparedHead.Place.target: fillTarget(slot.pointee.url, origins.origins[origin].bytes.count)
            case PreparedHead.Place.host: origins.origins[origin].host.withUnsafeBytes { writer.fill($0) }
            default:
                let number = place - PreparedHead.Place.firstLine
                let name = head.shape.fieldNames[number].utf8.count
                writer.fill(HeaderChain.value(of: slot.pointee.headers, line: number, nameLength: name))
            }
        }
        lines.clear()
        if head.shape.headers == nil {
            HeaderChain.append(linesOf: slot.pointee.headers, from: head.lines, to: &lines)
        }
        return writer.finish(
            cookies: cookies(number, head),
            bodyLength: slot.pointee.body.count,
            lines: lines.bytes
        )
    }

    /// Path and query of a whole URL.
    private func fillTarget(_ url: UnsafePointer<UInt8>?, _ origin: Int) {
        guard let url else { return }
        var end = origin
        while url[end] != 0 { end += 1 }
        let isRooted = url[origin] == UInt8(ascii: "/")
        if !isRooted {
            // "http://host?a=b" asks for "/?a=b" (RFC 9112 section 3.2.1).
            lines.clear()
            lines.append(UInt8(ascii: "/"))
            lines.append(UnsafeRawBufferPointer(start: url + origin, count: end - origin))
            return writer.fill(lines.bytes)
        }
        writer.fill(UnsafeRawBufferPointer(start: url + origin, count: end - origin))
    }

    /// The cookies that a slot's request brings, as one line.
    private func cookies(_ number: Int, _ head: PreparedHead) -> UnsafeRawBufferPointer {
        guard settings.cookies, jars[number % users].count > 0 else { return nothing }
        return withCookieOrigin(number, head) { jars[number % users].line(for: $0, now: Self.wallClock()) }
    }
}
