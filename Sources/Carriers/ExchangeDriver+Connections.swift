import Curl
import Groundwork

/// Which connection carries a request.
extension ExchangeDriver {
    /// The first of the connections that a slot may use.
    private func first(of slot: Int) -> Int32 { isPrivate ? slots[slot].first : pools[pool(of: slot)] }

    private func pool(of slot: Int) -> Int { slot % poolCount }

    /// Points a slot to a connection to its request's service that carries nothing else.
    /// - Returns: whether it is open; `nil` when there is no memory.
    func choose(_ number: Int) -> Bool? {
        let slot = slots + number
        var closed: Int32 = -1
        var next = first(of: number)
        while next >= 0 {
            let connection = connections[next]
            if connection.pointee.origin == slot.pointee.origin, isPrivate || connection.pointee.owner < 0 {
                if connection.pointee.state == .open {
                    slot.pointee.connection = next
                    connection.pointee.owner = Int32(number)
                    return true
                }
                closed = next
            }
            next = connection.pointee.next
        }
        if closed < 0 {
            closed = connections.make(owner: number)
            connections[closed].pointee.origin = slot.pointee.origin
            connections[closed].pointee.next = first(of: number)
            if isPrivate { slot.pointee.first = closed } else { pools[pool(of: number)] = closed }
        }
        connections[closed].pointee.owner = Int32(number)
        slot.pointee.connection = closed
        return open(number) ? false : nil
    }

    /// Begins to open a slot's connection.
    func open(_ number: Int) -> Bool {
        let slot = slots + number
        let target = origins.origins[Int(slot.pointee.origin)].target
        let turn = isPrivate ? number % users : pool(of: number)
        slot.pointee.phase = .connecting
        slot.pointee.result.newConnections += 1
        return connections.open(slot.pointee.connection, to: target, options: Int(slot.pointee.options), turn: turn)
    }

    /// A connection is open, or could not be made.
    /// - Returns: the slot whose request has ended by it, or -1.
    func opened(_ number: Int32, _ code: CurlCode, _ words: UnsafePointer<CChar>?) -> Int {
        let connection = connections[number]
        let place = Int(connection.pointee.owner)
        guard place >= 0, slots[place].connection == number, slots[place].phase == .connecting else { return -1 }
        let slot = slots + place
        guard code == .ok else {
            slot.pointee.result.systemError = connection.pointee.systemError
            if let words { explanations[place] = String(cString: words) }
            return fail(place, code)
        }
        slot.pointee.result.phases += connection.pointee.opening
        slot.pointee.result.handshakeRounds = connection.pointee.handshakeRounds
        return write(place) ? -1 : place
    }

    /// Ends a slot's use of its connection, which stays open where it may carry another request.
    func letGo(_ number: Int, keeping isKept: Bool) {
        let slot = slots + number
        let connection = slot.pointee.connection
        guard connection >= 0 else { return }
        slot.pointee.connection = -1
        if isKept { connections[connection].pointee.wasUsed = true } else { connections.close(connection) }
        if !isPrivate { connections[connection].pointee.owner = -1 }
    }

    /// Something came on a connection that carries no request: whatever it is, no answer is expected. By TLS it may be no
    /// bytes at all, such as a session ticket (RFC 8446 section 4.6.1).
    func lookAtIdle(_ number: Int32) {
        guard connections[number].pointee.state == .open else { return }
        if connections.receive(number, into: room) != ConnectionSet.Outcome.later { connections.close(number) }
    }

    /// Whether a slot has an open connection, as far as is known before it is used.
    public func isConnected(slot: Int) -> Bool {
        guard isPrivate else { return connections.opened > 0 }
        var next = slots[slot].first
        while next >= 0 {
            if connections[next].pointee.state == .open { return true }
            next = connections[next].pointee.next
        }
        return false
    }

    /// Closes a slot's connections, which it will open anew; it has no request under way.
    public func closeConnections(of slot: Int) {
        guard isPrivate, slots[slot].connection < 0 else { return }
        var next = slots[slot].first
        while next >= 0 {
            connections.close(next)
            next = connections[next].pointee.next
        }
    }

    /// The user leaves: its connections, TLS sessions and cookies go with it.
    public func release(slot: Int) {
        forgetCookies(slot: slot)
        guard isPrivate, slots[slot].connection < 0 else { return }
        var next = slots[slot].first
        slots[slot].first = -1
        while next >= 0 {
            let behind = connections[next].pointee.next
            connections.discard(next)
            next = behind
        }
    }

    /// Gives a slot, which has no request under way, other connection options by their number.
    public func use(connection options: Int, slot: Int) {
        guard settings.connections.indices.contains(options), Int(slots[slot].options) != options else { return }
        release(slot: slot)
        slots[slot].options = Int32(options)
    }

    /// From now on an endpoint's name leads to these addresses; open connections stay as they are.
    public func move(endpoint: Int, to addresses: [String]) { connections.move(endpoint: endpoint, to: addresses) }
}
