import Curl
import Groundwork
import LoadMetrics
import LoadPlan

/// How requests are made and sent.
extension ShardCore {
    /// Renders a request and sends it, or lets it begin its modelled way.
    func send(_ lane: Lane, _ number: RequestID) {
        let user = users[lane]
        let request = program.request(number)
        let owner = users.owner(of: lane)
        let drawn = drawAgain(owner)
        if let url = request.pointee.url {
            user.pointee.url.clear()
            evaluator.render(url, into: &user.pointee.url)
            user.pointee.url.append(0)
        }
        if request.pointee.shape.headers == nil { renderHeaders(lane, request) }
        if case .rendered(let template) = request.pointee.body {
            user.pointee.body.clear()
            evaluator.render(template, into: &user.pointee.body)
        }
        if let drawn { draw(owner, from: drawn) }
        if evaluator.isTextTooLong { return refuse(lane, of: owner, request.pointee.tooLong) }
        users[owner].pointee.random = evaluator.random
        if trace != nil { traceRequest(lane, number, body: body(of: user, request)) }
        user.pointee.request = number
        if travel.isFar(lane), depart(lane, of: owner, request) { return }
        transmit(lane)
    }

    /// A further try draws what the first one drew, so that it keeps the key by which a service knows its request again.
    /// - Returns: where the user's numbers go on afterwards; `nil` where this is no further try.
    private func drawAgain(_ owner: Seat) -> VirtualUser.Draws? {
        guard let attempt = users[owner].pointee.iteration.attempt else { return nil }
        let present = VirtualUser.Draws(random: evaluator.random, calls: users.sequenceCalls(of: owner).pointee)
        if attempt == 1 {
            users[owner].pointee.iteration.firstTry = present
            return nil
        }
        draw(owner, from: users[owner].pointee.iteration.firstTry)
        return present
    }

    private func draw(_ owner: Seat, from draws: VirtualUser.Draws) {
        evaluator.random = draws.random
        users.sequenceCalls(of: owner).pointee = draws.calls
    }

    /// A text of a request is too long: it is not sent.
    private func refuse(_ lane: Lane, of owner: Seat, _ fault: FaultID) {
        guard users[owner].pointee.iteration.branches != nil else { return breakOff(owner, fault) }
        counts.fail()
        note(.flow(fault))
        endBranch(lane, failure: .check)
    }

    /// The rendered body of a request.
    @inline(__always)
    private func body(
        of user: UnsafeMutablePointer<VirtualUser>,
        _ request: UnsafePointer<PreparedRequest>
    ) -> UnsafeRawBufferPointer {
        switch request.pointee.body {
        case .none: UnsafeRawBufferPointer(start: nil, count: 0)
        case .constant(let bytes): bytes
        case .rendered: user.pointee.body.bytes
        }
    }

    /// Begins the modelled way to the service.
    private func depart(_ lane: Lane, of owner: Seat, _ request: UnsafePointer<PreparedRequest>) -> Bool {
        let user = users[lane]
        let path = request.pointee.url != nil ? user.pointee.url.count : 0
        let departs = travel.depart(
            lane,
            owner: Lane(owner),
            intended: user.pointee.intended,
            bytes: body(of: user, request).count &+ path,
            isConnected: transport.isConnected(user: lane.int)
        )
        if departs { user.pointee.move(to: .outbound) }
        return departs
    }

    /// Sends the request that was rendered.
    private func transmit(_ lane: Lane) {
        let user = users[lane]
        let request = program.request(user.pointee.request)
        let now = clock.now()
        counts.send(now: now)
        users.send(lane, limit: request.pointee.timeoutList, now: now)
        let started = transport.start(
            user: lane.int,
            shape: request.pointee.shapeNumber,
            url: request.pointee.url != nil ? UnsafePointer(user.pointee.url.base) : nil,
            headers: user.pointee.headers.head,
            body: body(of: user, request)
        )
        if !started { users.noteUnstarted(lane) }
    }

    /// Requests that could not even be started end.
    func failUnstarted(_ now: UInt64) {
        for lane in users.takeUnstarted() where users[lane].pointee.state == .inFlight {
            let service = settle(lane, now)
            complete(lane, .failed(.generator, .ok), result: nil, service: service, at: now)
        }
    }

    private func renderHeaders(_ lane: Lane, _ request: UnsafePointer<PreparedRequest>) {
        let user = users[lane]
        user.pointee.headers.clear()
        for index in 0..<request.pointee.headers.count {
            let template = request.pointee.headers[index]
            user.pointee.headers.begin { evaluator.render(template, into: &$0) }
        }
        if let validator = request.pointee.validator {
            users.validators.add(user: users.owner(of: lane).int, request: validator, to: &user.pointee.headers)
        }
        user.pointee.headers.finish()
    }

    // MARK: Modelled distance

    /// Gives a user's lanes their line and numbers for an iteration.
    func pack(_ seat: Seat, isRacing: Bool) {
        let user = users[seat]
        for index in 0..<users.lanesPerSeat {
            travel.pack(
                users.lane(index, of: seat),
                index: index,
                region: isRacing ? nil : Int(user.pointee.labels.region),
                number: user.pointee.number,
                iteration: user.pointee.iterations
            )
        }
    }

    /// A modelled way has come to its end.
    func arrived(_ lane: Lane, at due: UInt64) {
        switch users[lane].pointee.state {
        case .outbound: transmit(lane)
        case .inbound:
            let returned = travel.returned(lane)
            let ending: Ending = returned.isTooLate ? .timedOut : Ending(returned.result)
            complete(lane, ending, result: returned.result, service: returned.service, at: due)
        case .away, .acting, .waiting, .inFlight: break
        }
    }

    // MARK: Budgets

    /// Takes a request from its budget. Where nothing is left, the iteration ends without a failure: what was to follow
    /// needs an answer that there is not.
    /// - Returns: whether it may be sent.
    func spend(_ seat: Seat, _ request: RequestID) -> Bool {
        guard let number = counts.overdrawn(by: program.request(request).pointee.series) else { return true }
        let budget = plan.budgets[number]
        counts.add(1, to: budget.skipped)
        if budget.endsRun { counts.ledger.endRun(number) }
        let user = users[seat]
        // One that could send nothing at all is like one whose connection is refused: its user waits longer each time in
        // a row instead of beginning the next one at once.
        if user.pointee.sent < user.pointee.iteration.start { user.pointee.noteFailure() }
        if let trace { trace(.failure("\(budget.text): nothing is left of it")) }
        finishIteration(seat, at: user.pointee.intended, isWhole: false)
        return false
    }
}
