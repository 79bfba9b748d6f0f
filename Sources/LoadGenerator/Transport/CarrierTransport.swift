import Carriers
import Curl

/// The carriers of a shard: exchanges and libcurl's transfers, each made when the first request needs it, on one
/// readiness set.
final class CarrierTransport: Transport {
    /// Readiness of all sockets and of the shard's deadline.
    let readiness: ReadinessSet
    private let settings: CurlDriver.Settings
    private let authorities = AuthorityStore()
    private var exchange: ExchangeDriver?
    private var transfer: TransferDriver?
    private var shapes: [(isExchanged: Bool, number: Int)] = []
    /// Which carrier a user's last request went to.
    private let isExchanged: UnsafeMutablePointer<Bool>

    /// Carriers without requests; `nil` when the process is out of descriptors.
    init?(_ settings: CurlDriver.Settings) {
        CurlLibrary.initialise()
        guard let readiness = ReadinessSet() else { return nil }
        self.readiness = readiness
        self.settings = settings
        isExchanged = .allocate(capacity: max(1, settings.slots))
        isExchanged.initialize(repeating: true, count: max(1, settings.slots))
    }

    deinit { isExchanged.deallocate() }

    func add(_ shape: RequestShape) throws(ShapeFailure) -> Int {
        let number: Int
        if shape.isExchanged {
            let driver = exchange ?? ExchangeDriver(settings, readiness: readiness, authorities: authorities)
            exchange = driver
            number = try driver.add(shape)
        } else {
            let driver = transfer ?? TransferDriver(settings, readiness: readiness, authorities: authorities)
            transfer = driver
            number = try driver.add(shape)
        }
        shapes.append((shape.isExchanged, number))
        return shapes.count - 1
    }

    @inline(__always)
    func start(
        user: Int,
        shape: Int,
        url: UnsafePointer<UInt8>?,
        headers: UnsafeRawPointer?,
        body: UnsafeRawBufferPointer
    ) -> Bool {
        let (isExchanged, number) = shapes[shape]
        self.isExchanged[user] = isExchanged
        if isExchanged, let exchange {
            return exchange.start(slot: user, shape: number, url: url, headers: headers, body: body)
        }
        return transfer?.start(slot: user, shape: number, url: url, headers: headers, body: body) ?? false
    }

    func cancel(user: Int) {
        exchange?.cancel(slot: user)
        transfer?.cancel(slot: user)
    }

    func release(user: Int) {
        exchange?.release(slot: user)
        transfer?.release(slot: user)
    }

    func disconnect(user: Int) {
        exchange?.closeConnections(of: user)
        transfer?.closeConnections(of: user)
    }

    func forgetCookies(user: Int) {
        exchange?.forgetCookies(slot: user)
        transfer?.forgetCookies(slot: user)
    }

    func explanation(user: Int) -> String? {
        isExchanged[user] ? exchange?.explanation(slot: user) : transfer?.explanation(slot: user)
    }

    func use(connection: Int, user: Int) {
        exchange?.use(connection: connection, slot: user)
        transfer?.use(connection: connection, slot: user)
    }

    func isConnected(user: Int) -> Bool {
        if let exchange, exchange.isConnected(slot: user) { return true }
        return transfer?.isConnected(slot: user) ?? false
    }

    func sink(of user: Int) -> UnsafeMutablePointer<ResponseSink> {
        if let exchange, isExchanged[user] { return exchange.sink(of: user) }
        // A user has a sink once it has sent something.
        return transfer.unsafelyUnwrapped.sink(of: user)
    }

    @inline(__always)
    func drive(now: UInt64, _ ended: (TransferResult) -> Void) {
        exchange?.drive(now: now, ended)
        transfer?.drive(now: now, ended)
        readiness.finishEvents()
    }

    var deadline: UInt64 { min(exchange?.deadline ?? .max, transfer?.deadline ?? .max) }

    /// From now on an endpoint's name leads to these addresses; open connections stay as they are.
    func move(endpoint: Int, to addresses: [String]) {
        exchange?.move(endpoint: endpoint, to: addresses)
        transfer?.move(endpoint: endpoint, to: addresses)
    }
}
