import Curl
import Groundwork
import LoadPlan
import NetworkModel

/// Modelled distance in the user's own timeline: a request reaches the service after what lies before it, the user has
/// the answer after what follows it. Both are timers; what the service sees is what distant users would send it.
///
/// What is known beforehand (whether the user has a connection, how large its request is) is waited before; what only
/// the transfer tells (a connection that had to be opened, the kind of handshake, the size of the answer) after.
struct Travel: ~Copyable {
    /// Bytes of a request besides its body and the rest of its address: what libcurl and common headers make.
    static let headBytes = 250

    /// What draws of distances are seeded with besides the run's seed, so that they are not those of the user's data.
    private static let salt: UInt64 = 0x6469_7374_616E_6365

    /// No region is modelled: nothing here is ever asked.
    let isEmpty: Bool
    /// What the distance of each region costs.
    private let models: UnsafeMutableBufferPointer<DistanceModel?>
    private let journeys: UnsafeMutablePointer<Journey>
    /// When each lane under way arrives.
    private var arrivals: DeadlineHeap
    /// Round trips of a TLS handshake with the service, as last seen; 0 without TLS.
    private var handshakeRounds: Int
    /// For how long users know the service's address; nil where they need not look it up.
    private let nameLifetime: UInt64?
    private let seed: UInt64

    /// The distances of a plan's regions, for so many lanes.
    init(_ plan: Plan, lanes: Int, seed: UInt64) {
        let distances = plan.regions.map { $0.vantage.profile.map { DistanceModel($0) } }
        isEmpty = distances.allSatisfy { $0 == nil }
        models = .allocate(capacity: distances.count)
        _ = models.initialize(from: distances)
        let travellers = isEmpty ? 1 : max(1, lanes)
        journeys = .allocate(capacity: travellers)
        journeys.initialize(repeating: Journey(), count: travellers)
        arrivals = DeadlineHeap(capacity: travellers)
        handshakeRounds = plan.target.scheme == "https" ? 1 : 0
        nameLifetime = plan.looksUpNames ? plan.nameLifetime : nil
        self.seed = seed ^ Self.salt
    }

    deinit {
        models.deinitialize()
        models.deallocate()
        journeys.deallocate()
    }

    /// Whether a lane's user has a modelled distance.
    @inline(__always)
    func isFar(_ lane: Lane) -> Bool { !isEmpty && journeys[lane.int].region != nil }

    /// What the distance of a lane's user costs.
    @inline(__always)
    private func model(of journey: UnsafeMutablePointer<Journey>) -> DistanceModel? {
        journey.pointee.region.flatMap { models[$0] }
    }

    // MARK: Setting out

    /// Gives a lane its line and numbers for an iteration: by the user's number and not its seat, so that they do not
    /// depend on how many shards there are.
    /// - Parameters:
    ///   - region: where the user is; nil where its distance is not modelled, as for users of a race, who are meant to
    ///     reach the service at the same moment.
    ///   - index: which of the user's lanes it is.
    func pack(_ lane: Lane, index: Int, region: Int?, number: UInt64, iteration: UInt64) {
        let journey = journeys + lane.int
        journey.pointee.region = region.flatMap { models[$0] == nil ? nil : $0 }
        guard let model = model(of: journey) else { return }
        var random = SeededRandom(seed: seed, number)
        let line = model.sampler.line(&random)
        journey.pointee.traveller.line = Int32(truncatingIfNeeded: line)
        journey.pointee.traveller.random = SeededRandom(seed: seed &+ UInt64(index), number, iteration)
        if journey.pointee.number != number {
            journey.pointee.number = number
            journey.pointee.addressEnds = 0
        }
    }

    /// Begins the way to the service.
    /// - Parameters:
    ///   - owner: the first lane of its user, which knows the service's address for all of them.
    ///   - intended: when the user wanted to send.
    ///   - bytes: of the request, without what all requests have.
    ///   - isConnected: the lane has an open connection.
    /// - Returns: false where the user has no modelled distance.
    mutating func depart(_ lane: Lane, owner: Lane, intended: UInt64, bytes: Int, isConnected: Bool) -> Bool {
        let journey = journeys + lane.int
        guard let model = model(of: journey) else { return false }
        journey.pointee.phases = PhaseTimes()
        journey.pointee.opens = !isConnected
        if journey.pointee.opens {
            if let lifetime = nameLifetime, intended >= journeys[owner.int].addressEnds {
                let (end, isEndless) = intended.addingReportingOverflow(lifetime)
                journeys[owner.int].addressEnds = isEndless ? .max : end
                journey.pointee.phases.lookup = model.lookup(&journey.pointee.traveller)
            }
            Self.open(journey, model, rounds: handshakeRounds)
        }
        let trip = model.roundTrip(&journey.pointee.traveller)
        let opening = journey.pointee.phases.opening
        let upload = model.upload(
            bytes: bytes &+ Self.headBytes,
            at: intended &+ opening &+ trip / 2,
            &journey.pointee.traveller
        )
        journey.pointee.half = trip - trip / 2
        journey.pointee.phases.wait = trip &+ upload
        journey.pointee.before = opening &+ upload &+ trip / 2
        journey.pointee.due = intended &+ journey.pointee.before
        arrivals.insert(lane.int, at: journey.pointee.due)
        return true
    }

    private static func open(_ journey: UnsafeMutablePointer<Journey>, _ model: DistanceModel, rounds: Int) {
        journey.pointee.phases.connect &+= model.connect(&journey.pointee.traveller)
        journey.pointee.phases.tls &+= model.handshake(rounds: rounds, &journey.pointee.traveller)
    }

    // MARK: Coming back

    /// The service is done at `now`; the answer begins its way to the user.
    /// - Parameters:
    ///   - service: how long the service took.
    ///   - sent: when the request was really sent.
    ///   - limit: how long it waits.
    /// - Returns: false where the user has no modelled distance.
    mutating func comeBack(
        _ lane: Lane,
        _ result: TransferResult,
        service: UInt64,
        at now: UInt64,
        sent: UInt64,
        limit: UInt64
    ) -> Bool {
        let journey = journeys + lane.int
        guard let model = model(of: journey) else { return false }
        let planned = journey.pointee.phases.opening
        var result = result
        var after = journey.pointee.half
        var sending: UInt64 = 0
        if result.code == .ok {
            correctOpening(journey, model, result)
            let opening = journey.pointee.phases.opening
            // What was not foreseen is waited now; what was foreseen and did not happen is given back.
            after = after &+ opening > planned ? after &+ opening &- planned : 0
            for _ in 0..<min(max(0, result.redirects), 50) {
                let trip = model.roundTrip(&journey.pointee.traveller)
                after &+= trip
                journey.pointee.phases.wait &+= trip
            }
            let download = model.download(bytes: result.bytesIn, &journey.pointee.traveller)
            after &+= download
            sending = download
            journey.pointee.phases.transfer = download
            result.phases += journey.pointee.phases
        }
        // The far end of the connection is idle once it has sent everything.
        journey.pointee.traveller.window.lastUsed = now &+ sending
        journey.pointee.result = result
        journey.pointee.service = service
        journey.pointee.isTooLate = after &+ service &+ journey.pointee.before > limit
        let end = journey.pointee.isTooLate ? Self.givesUp(journey, sent: sent, limit: limit) : now &+ after
        arrivals.insert(lane.int, at: max(end, 1))
        return true
    }

    /// Sets the opening right by what the transfer has shown.
    private mutating func correctOpening(
        _ journey: UnsafeMutablePointer<Journey>,
        _ model: DistanceModel,
        _ result: TransferResult
    ) {
        guard result.newConnections > 0 else {
            // A connection was there after all.
            journey.pointee.phases.connect = 0
            journey.pointee.phases.tls = 0
            return
        }
        let known = handshakeRounds
        if result.handshakeRounds > 0 { handshakeRounds = result.handshakeRounds }
        if journey.pointee.opens {
            let missing = handshakeRounds - known
            if missing > 0 {
                journey.pointee.phases.tls &+= model.handshake(rounds: missing, &journey.pointee.traveller)
            } else if missing < 0, known > 0 {
                let round = journey.pointee.phases.tls / UInt64(known)
                journey.pointee.phases.tls = round &* UInt64(max(0, known + missing))
            }
        } else {
            Self.open(journey, model, rounds: handshakeRounds)
        }
        for _ in 1..<max(1, min(result.newConnections, 8)) { Self.open(journey, model, rounds: handshakeRounds) }
    }

    /// What came back over a modelled distance.
    struct Return {
        /// How the transfer ended, with the modelled parts of its times.
        var result: TransferResult
        /// What the service took.
        var service: UInt64
        /// The user has given up before.
        var isTooLate: Bool
    }

    /// What a lane's user has when the way back ends.
    func returned(_ lane: Lane) -> Return {
        let journey = journeys + lane.int
        return Return(
            result: journey.pointee.result,
            service: journey.pointee.service,
            isTooLate: journey.pointee.isTooLate
        )
    }

    // MARK: Under way

    /// Lanes under way, and when the next one arrives.
    var count: Int { arrivals.count }
    var nextArrival: UInt64 { arrivals.earliest }

    /// Takes out a lane that has arrived, there or back.
    mutating func popArrived(_ now: UInt64) -> (lane: Lane, due: UInt64)? {
        guard let (lane, due) = arrivals.popDue(now) else { return nil }
        return (Lane(lane), due)
    }

    /// A lane's way ends without an arrival.
    mutating func remove(_ lane: Lane) { arrivals.remove(lane.int) }

    // MARK: What the user sees

    /// When a user gives up whose request timed out at `now`: its time limit counts from its own start, not from when
    /// the service saw its request.
    func patience(_ lane: Lane, _ now: UInt64, sent: UInt64, limit: UInt64) -> UInt64 {
        guard isFar(lane) else { return now }
        return min(now, Self.givesUp(journeys + lane.int, sent: sent, limit: limit))
    }

    private static func givesUp(_ journey: UnsafeMutablePointer<Journey>, sent: UInt64, limit: UInt64) -> UInt64 {
        let end = sent &+ limit
        return end > journey.pointee.before ? end - journey.pointee.before : 0
    }

    /// What the user has waited for its answer since it really set out.
    @inline(__always)
    func latency(_ lane: Lane, service: UInt64, sent: UInt64, now: UInt64) -> UInt64 {
        guard isFar(lane) else { return service }
        let set = sent &- journeys[lane.int].before
        return now > set ? now - set : 0
    }

    /// When the request was to reach the service.
    @inline(__always)
    func due(_ lane: Lane, intended: UInt64) -> UInt64 { isFar(lane) ? journeys[lane.int].due : intended }
}
