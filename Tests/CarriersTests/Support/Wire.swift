import Carriers
import Curl
import Foundation
import Groundwork
import Testing

/// One carrier with its slots, driven until requests end: what a shard does, without a load.
final class Wire {
    /// A carrier under test.
    enum Kind: String, CaseIterable, CustomTestStringConvertible {
        case exchange, transfer
        var testDescription: String { rawValue }
    }

    /// A request with its answer.
    struct Ended {
        var result: TransferResult
        var body: String
        var headers: String
        var explanation: String?
    }

    private let readiness: ReadinessSet
    private let exchange: ExchangeDriver
    private let transfer: TransferDriver
    private let kind: Kind
    private let url: String
    private var bodies: [Int: UnsafeMutableRawBufferPointer] = [:]

    init(
        _ kind: Kind,
        port: Int,
        scheme: String = "http",
        slots: Int = 1,
        _ change: (inout CurlDriver.Settings) -> Void = { _ in }
    ) throws {
        self.kind = kind
        url = "\(scheme)://127.0.0.1:\(port)"
        var settings = CurlDriver.Settings(
            slots: slots,
            endpoints: [Endpoint(host: "127.0.0.1", port: port, addresses: ["127.0.0.1"])]
        )
        settings.isSecure = scheme == "https"
        change(&settings)
        readiness = try #require(ReadinessSet())
        let authorities = AuthorityStore()
        exchange = ExchangeDriver(settings, readiness: readiness, authorities: authorities)
        transfer = TransferDriver(settings, readiness: readiness, authorities: authorities)
    }

    deinit {
        for body in bodies.values { body.deallocate() }
    }

    /// A shape's number.
    func add(
        _ method: String = "GET",
        _ path: String = "/",
        url whole: String? = nil,
        fields: [String] = [],
        hasBody: Bool = false,
        redirects: Int32 = 0,
        decompresses: Bool = false,
        mayGoAgain: Bool = true
    ) throws -> Int {
        var shape = RequestShape(
            method: method,
            url: whole ?? url + path,
            headers: fields,
            hasBody: hasBody,
            wantsBody: true,
            wantsHeaders: true
        )
        shape.fieldNames = fields.map { line in String(line.prefix { $0 != ":" }) }
        shape.redirects = redirects
        shape.decompresses = decompresses
        shape.mayGoAgain = mayGoAgain
        switch kind {
        case .exchange: return try exchange.add(shape)
        case .transfer: return try transfer.add(shape)
        }
    }

    func start(_ shape: Int, slot: Int = 0, body: String = "") throws {
        bodies[slot]?.deallocate()
        let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: body.utf8.count, alignment: 1)
        bytes.copyBytes(from: body.utf8)
        bodies[slot] = bytes
        let sent = UnsafeRawBufferPointer(bytes)
        let started =
            kind == .exchange
            ? exchange.start(slot: slot, shape: shape, url: nil, headers: nil, body: sent)
            : transfer.start(slot: slot, shape: shape, url: nil, headers: nil, body: sent)
        try #require(started)
    }

    /// Turns until so many requests have ended, 10 seconds at most.
    func wait(for count: Int = 1) throws -> [Ended] {
        var ended: [Ended] = []
        let deadline = Date().addingTimeInterval(10)
        while ended.count < count {
            try #require(Date() < deadline, "no end of \(count - ended.count) requests")
            turn { ended.append($0) }
        }
        return ended
    }

    /// Turns until a request has ended, so many seconds at most; it is given up then.
    func wait(atMost seconds: Double) throws -> Ended? {
        var ended: Ended?
        let deadline = Date().addingTimeInterval(seconds)
        while ended == nil, Date() < deadline { turn { ended = $0 } }
        if ended == nil { cancel() }
        return ended
    }

    /// One turn.
    func turn(waiting: UInt64 = 1_000_000, _ ended: (Ended) -> Void = { _ in }) {
        let deadline = kind == .exchange ? exchange.deadline : transfer.deadline
        readiness.wait(atMost: deadline == 0 ? 0 : waiting)
        let take = { (result: TransferResult) in ended(self.taken(result)) }
        switch kind {
        case .exchange: exchange.drive(now: .max, take)
        case .transfer: transfer.drive(now: .max, take)
        }
        readiness.finishEvents()
    }

    /// Whether anything of a slot's answer has come; only where no request before it is the slot's last.
    func hasBegun(slot: Int = 0) -> Bool {
        let sink = kind == .exchange ? exchange.sink(of: slot) : transfer.sink(of: slot)
        return sink.pointee.headers.count > 0
    }

    /// Turns until something has happened, 10 seconds at most; nothing may end before it.
    func turn(until happened: () -> Bool) throws {
        let deadline = Date().addingTimeInterval(10)
        while !happened() {
            try #require(Date() < deadline, "it has not happened")
            turn { Issue.record("a request ended too early: \($0.result)") }
        }
    }

    private func taken(_ result: TransferResult) -> Ended {
        let sink = kind == .exchange ? exchange.sink(of: result.slot) : transfer.sink(of: result.slot)
        return Ended(
            result: result,
            body: String(decoding: sink.pointee.body.bytes, as: UTF8.self),
            headers: String(decoding: sink.pointee.headers.bytes, as: UTF8.self),
            explanation: kind == .exchange
                ? exchange.explanation(slot: result.slot) : transfer.explanation(slot: result.slot)
        )
    }

    /// A request and its end.
    func send(_ shape: Int, slot: Int = 0, body: String = "") throws -> Ended {
        try start(shape, slot: slot, body: body)
        return try wait()[0]
    }

    func cancel(slot: Int = 0) { kind == .exchange ? exchange.cancel(slot: slot) : transfer.cancel(slot: slot) }

    func release(slot: Int = 0) { kind == .exchange ? exchange.release(slot: slot) : transfer.release(slot: slot) }

    func isConnected(slot: Int = 0) -> Bool {
        kind == .exchange ? exchange.isConnected(slot: slot) : transfer.isConnected(slot: slot)
    }
}
