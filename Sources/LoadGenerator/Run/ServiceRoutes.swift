import Curl
import Glibc
import LoadPlan

/// Where a plan's services are, and how connections to them are made: looked up once, before anything is sent.
struct ServiceRoutes {
    /// The target, then the plan's other services.
    var endpoints: [Endpoint]
    /// The ways in which connections are made; users begin with the first.
    var connections: [ConnectionOptions]
    private let plan: Plan
    private let egresses: [Connection]
    /// Numbers of the connections that some region takes.
    private let used: [Int]

    /// - Throws: ``GeneratorError`` where a name has no address or a file cannot be read.
    init(_ plan: Plan) throws(GeneratorError) {
        self.plan = plan
        let egresses = plan.egresses
        let used = Set(plan.egressNumbers).sorted()
        self.egresses = egresses
        self.used = used
        connections = []
        for egress in egresses { connections.append(try Self.options(egress)) }
        // Where everybody goes through a proxy, names may be unknown here.
        let everyone = used.map { egresses[$0] }
        let sample = everyone.allSatisfy { $0.proxy != nil } ? everyone.first ?? plan.connection : plan.connection
        endpoints = []
        for service in [plan.target] + plan.services { endpoints.append(try Self.endpoint(service, sample)) }
    }

    /// The endpoint of a service, with what the scenario says about its place.
    static func endpoint(_ service: Plan.Target, _ connection: Connection) throws(GeneratorError) -> Endpoint {
        let detour = connection.detour(of: service)
        let port = detour?.toPort ?? service.port
        var endpoint = Endpoint(host: service.host, port: service.port, addresses: [], connectPort: port)
        if let detour {
            for host in detour.toHosts { endpoint.addresses += try TargetAddress.resolve(host, port: port) }
        } else if connection.proxy != nil || connection.unixSocket != nil || connection.lookup == .perUser {
            // The name is looked up elsewhere, or not at all; the address is there for form's sake.
            endpoint.addresses = ["127.0.0.1"]
        } else {
            endpoint.addresses = try TargetAddress.resolve(service.host, port: port)
        }
        return endpoint
    }

    /// Connection options as libcurl takes them.
    /// - Throws: ``GeneratorError`` where the proxy has no address or a file cannot be read.
    static func options(_ connection: Connection) throws(GeneratorError) -> ConnectionOptions {
        var options = ConnectionOptions()
        options.version =
            switch connection.version {
            case .http1: .http1
            case .http2: .http2
            case .http2Only: .http2Only
            }
        if let proxy = connection.proxy {
            options.proxy = ConnectionOptions.Proxy(
                scheme: proxy.scheme,
                addresses: try TargetAddress.resolve(proxy.host, port: proxy.port),
                port: proxy.port,
                user: proxy.user,
                password: proxy.password
            )
        }
        options.interface = connection.interface
        options.sourceAddress = connection.sourceAddress
        options.unixSocket = connection.unixSocket
        let tls = connection.tls
        for file in [tls.authorities, tls.certificate, tls.key].compactMap({ $0 }) where access(file, R_OK) != 0 {
            throw .unreachable("the TLS file \(file) cannot be read: \(String(cString: strerror(errno)))")
        }
        options.tls.authorities = tls.authorities
        options.tls.certificate = tls.certificate
        options.tls.key = tls.key
        options.tls.verifies = tls.verifies
        options.tls.oldest = tls.oldest.map { $0 == .tls12 ? .tls12 : .tls13 }
        options.tls.newest = tls.newest.map { $0 == .tls12 ? .tls12 : .tls13 }
        options.tls.resumes = tls.resumes
        return options
    }

    /// A driver's settings for so many users.
    func settings(users: Int) -> CurlDriver.Settings {
        let lanes = plan.connectionsPerUser
        var settings = CurlDriver.Settings(slots: users * lanes, endpoints: endpoints)
        settings.lanes = lanes
        settings.connections = connections
        settings.sharing = plan.connection.sharing == .shared ? .shared : .perUser
        settings.looksUpNames = plan.connection.lookup == .perUser
        settings.slotsPerMulti = slotsPerMulti
        settings.isSecure = ([plan.target] + plan.services).contains { $0.scheme == "https" }
        settings.cookies = plan.connection.cookies
        return settings
    }

    /// The names that lead to the endpoints, with the addresses that they have now.
    var names: [(name: NameRefresh.Name, known: [String])] {
        zip([plan.target] + plan.services, endpoints).enumerated().map { number, pair in
            let hosts = plan.connection.detour(of: pair.0)?.toHosts ?? [pair.0.host]
            let name = NameRefresh.Name(endpoint: number, hosts: hosts, port: pair.1.connectPort)
            return (name, pair.1.addresses)
        }
    }

    /// Users in one multi handle: alone where only that keeps its connections its own.
    var slotsPerMulti: Int { plan.connection.lookup == .perUser ? 1 : 32 }

    /// Fails when nothing answers where connections would lead.
    func preflight() throws(GeneratorError) {
        for number in used { try preflight(connections[number], egresses[number]) }
    }

    private func preflight(_ options: ConnectionOptions, _ egress: Connection) throws(GeneratorError) {
        if let path = options.unixSocket {
            let failure = TargetAddress.connect(toUnixSocket: path)
            if failure == 0 { return }
            throw .unreachable("cannot connect to the unix socket \(path): \(String(cString: strerror(failure)))")
        }
        var what = plan.target.url
        var addresses = endpoints[0].addresses
        var port = endpoints[0].connectPort
        if let proxy = egress.proxy, let reached = options.proxy {
            what = "the proxy \(proxy.url)"
            addresses = reached.addresses
            port = reached.port
        } else if plan.connection.lookup == .perUser {
            addresses = try TargetAddress.resolve(plan.target.host, port: port)
        }
        if let interface = egress.interface { what += " by interface \(interface)" }
        if let source = egress.sourceAddress { what += " from address \(source)" }
        var failure: Int32 = 0
        for address in addresses {
            failure = TargetAddress.connect(
                to: address,
                port: port,
                interface: egress.interface,
                source: egress.sourceAddress
            )
            if failure == 0 { return try shakeHands(options, egress, address, port) }
        }
        throw .unreachable("cannot connect to \(what): \(String(cString: strerror(failure)))")
    }

    /// Fails where the target speaks no TLS that the scenario accepts: each request would fail as well.
    private func shakeHands(
        _ options: ConnectionOptions,
        _ egress: Connection,
        _ address: String,
        _ port: Int
    ) throws(GeneratorError) {
        // Through a proxy it is the proxy that was reached.
        guard plan.target.scheme == "https", egress.proxy == nil else { return }
        var (url, host) = (plan.target.url, plan.target.host)
        if let name = plan.connection.serverName {
            // A name that each user has its own of is not known yet.
            guard let bytes = name.constant else { return }
            host = String(decoding: bytes, as: UTF8.self)
            url = "https://\(host):\(plan.target.port)"
        }
        do {
            try HandshakeProbe.connect(
                to: url,
                host: host,
                port: plan.target.port,
                address: (address, port),
                options: options
            )
        } catch {
            let words = error.words ?? error.code.message
            let cure =
                error.isDistrusted
                ? "; if the certificate is right, name who signed it: tls { ca \"FILE\" }"
                : words.contains("wrong version number") || words.contains("packet length too long")
                    ? "; the target seems to speak plain HTTP: try http:// in its URL" : ""
            throw .unreachable("\(url) does not agree on TLS: \(words)\(cure)")
        }
    }
}

extension Connection {
    /// Where a service is connected to instead, if the scenario says so.
    func detour(of service: Plan.Target) -> Detour? {
        detours.first {
            $0.host.lowercased() == service.host.lowercased() && ($0.port ?? service.port) == service.port
        }
    }
}
