import Curl
import LoadMetrics
import LoadPlan
import NetworkModel

/// Modelled distance in the user's own timeline: a request reaches the service after what lies before it, the user has
/// the answer after what lies behind it. Both are timers; what the service sees is what distant users would send it.
///
/// What is known beforehand (whether the user has a connection, how large its request is) is waited before; what only
/// the transfer tells (a connection that had to be opened anew, the kind of handshake, the size of the answer) after.
extension ShardCore {
    /// What the distance of a lane's user costs; nil where it has none. Users of a race have none: they are meant to
    /// reach the service at the same moment.
    @inline(__always)
    func distance(of lane: Int) -> DistanceModel? {
        guard !distances.isEmpty else { return nil }
        let user = users + owner(of: lane)
        return user.pointee.race >= 0 ? nil : distances[Int(user.pointee.region)]
    }

    /// Gives an iteration its line and numbers: by the user's number and not its slot, so that they do not depend on
    /// how many shards there are.
    func packFor(_ slot: Int) {
        guard let model = distance(of: slot) else { return }
        let number = users[slot].number
        var random = SeededRandom(seed: settings.seed ^ Journey.salt, number)
        let line = model.sampler.line(&random)
        for lane in 0..<lanes {
            let journey = journeys + (slot + lane * seats)
            journey.pointee.traveller.line = Int32(truncatingIfNeeded: line)
            journey.pointee.traveller.random = SeededRandom(
                seed: settings.seed ^ Journey.salt &+ UInt64(lane),
                number,
                users[slot].iteration
            )
            if journey.pointee.number != number {
                journey.pointee.number = number
                journey.pointee.addressEnds = 0
            }
        }
    }

    /// Begins the way to the service.
    /// - Returns: false where the user has none.
    func depart(_ slot: Int, _ request: UnsafeMutablePointer<PreparedRequest>) -> Bool {
        let user = users + slot
        let owner = owner(of: slot)
        guard let model = distance(of: slot) else { return false }
        let journey = journeys + slot
        let intended = user.pointee.intended
        journey.pointee.lookup = 0
        journey.pointee.connect = 0
        journey.pointee.tls = 0
        journey.pointee.opens = !transport.isConnected(user: slot)
        if journey.pointee.opens {
            if let lifetime = nameLifetime, intended >= journeys[owner].addressEnds {
                let (end, isEndless) = intended.addingReportingOverflow(lifetime)
                journeys[owner].addressEnds = isEndless ? .max : end
                journey.pointee.lookup = model.lookup(&journey.pointee.traveller)
            }
            open(journey, model, rounds: handshakeRounds)
        }
        let trip = model.roundTrip(&journey.pointee.traveller)
        let path = request.pointee.url >= 0 ? user.pointee.url.count : 0
        let bytes = body(of: user, request).count &+ path &+ Journey.headBytes
        let opening = journey.pointee.lookup &+ journey.pointee.connect &+ journey.pointee.tls
        let upload = model.upload(bytes: bytes, at: intended &+ opening &+ trip / 2, &journey.pointee.traveller)
        journey.pointee.half = trip - trip / 2
        journey.pointee.request = trip &+ upload
        journey.pointee.before = opening &+ upload &+ trip / 2
        journey.pointee.due = intended &+ journey.pointee.before
        user.pointee.state = .outbound
        travelling.insert(slot, at: journey.pointee.due)
        return true
    }

    private func open(_ journey: UnsafeMutablePointer<Journey>, _ model: DistanceModel, rounds: Int) {
        journey.pointee.connect &+= model.connect(&journey.pointee.traveller)
        journey.pointee.tls &+= model.handshake(rounds: rounds, &journey.pointee.traveller)
    }

    /// The service is done; the answer begins its way to the user.
    /// - Returns: false where the user has none.
    func comeBack(_ slot: Int, _ result: TransferResult, service: UInt64, at now: UInt64) -> Bool {
        guard let model = distance(of: slot) else { return false }
        let journey = journeys + slot
        let planned = journey.pointee.connect &+ journey.pointee.tls
        var result = result
        var after = journey.pointee.half
        var sending: UInt64 = 0
        if result.code == .ok {
            correctOpening(journey, model, result)
            let opening = journey.pointee.connect &+ journey.pointee.tls
            // What was not foreseen is waited now; what was foreseen and did not happen is given back.
            after = after &+ opening > planned ? after &+ opening &- planned : 0
            for _ in 0..<min(max(0, result.redirects), 50) {
                let trip = model.roundTrip(&journey.pointee.traveller)
                after &+= trip
                journey.pointee.request &+= trip
            }
            let download = model.download(bytes: result.bytesIn, &journey.pointee.traveller)
            after &+= download
            sending = download
            result.lookup &+= journey.pointee.lookup
            result.connect &+= journey.pointee.connect
            result.tls &+= journey.pointee.tls
            result.wait &+= journey.pointee.request
            result.transfer &+= download
        }
        // The far end of the connection is idle once it has sent everything.
        journey.pointee.traveller.window.lastUsed = now &+ sending
        journey.pointee.result = result
        journey.pointee.service = service
        let limit = limit(of: slot)
        journey.pointee.isTooLate = after &+ service &+ journey.pointee.before > limit
        let end = journey.pointee.isTooLate ? givesUp(slot, journey) : now &+ after
        users[slot].state = .inbound
        travelling.insert(slot, at: max(end, 1))
        return true
    }

    /// Sets the opening right by what the transfer has shown.
    private func correctOpening(
        _ journey: UnsafeMutablePointer<Journey>,
        _ model: DistanceModel,
        _ result: TransferResult
    ) {
        guard result.newConnections > 0 else {
            // A connection was there after all.
            journey.pointee.connect = 0
            journey.pointee.tls = 0
            return
        }
        let known = handshakeRounds
        if result.handshakeRounds > 0 { handshakeRounds = result.handshakeRounds }
        if journey.pointee.opens {
            let missing = handshakeRounds - known
            if missing > 0 {
                journey.pointee.tls &+= model.handshake(rounds: missing, &journey.pointee.traveller)
            } else if missing < 0, known > 0 {
                journey.pointee.tls = journey.pointee.tls / UInt64(known) &* UInt64(max(0, known + missing))
            }
        } else {
            open(journey, model, rounds: handshakeRounds)
        }
        for _ in 1..<max(1, min(result.newConnections, 8)) { open(journey, model, rounds: handshakeRounds) }
    }

    /// A modelled way has come to its end.
    func arrived(_ slot: Int, at due: UInt64) {
        switch users[slot].state {
        case .outbound: transmit(slot)
        case .inbound:
            let journey = journeys + slot
            let ending: Ending =
                journey.pointee.isTooLate ? .failed(.timeout, detail: 28) : Ending(journey.pointee.result)
            complete(slot, ending, result: journey.pointee.result, service: journey.pointee.service, at: due)
        case .away, .waiting, .inFlight: break
        }
    }

    /// How long a user waits for an answer.
    private func limit(of slot: Int) -> UInt64 {
        timeouts.limit(of: Int(requests[Int(users[slot].request)].timeoutList))
    }

    /// When a user gives up: its time limit counts from its own start, not from when the service saw its request.
    func patience(_ slot: Int, _ now: UInt64) -> UInt64 {
        guard distance(of: slot) != nil else { return now }
        return min(now, givesUp(slot, journeys + slot))
    }

    private func givesUp(_ slot: Int, _ journey: UnsafeMutablePointer<Journey>) -> UInt64 {
        let end = users[slot].sent &+ limit(of: slot)
        return end > journey.pointee.before ? end - journey.pointee.before : 0
    }

    /// What the user has waited for its answer since it really set out.
    func latency(_ slot: Int, _ service: UInt64, _ now: UInt64) -> UInt64 {
        guard distance(of: slot) != nil else { return service }
        let set = users[slot].sent &- journeys[slot].before
        return now > set ? now - set : 0
    }

    /// By how much the request left later than the user wanted it to: the generator's own delay.
    func lateness(_ slot: Int) -> UInt64 {
        let due = distance(of: slot) != nil ? journeys[slot].due : users[slot].intended
        return users[slot].sent > due ? users[slot].sent - due : 0
    }
}
