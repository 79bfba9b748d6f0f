internal import CLibcurl
import Glibc
import Groundwork

/// How connections come to be open.
extension ConnectionSet {
    /// Begins to open a connection that is closed; ``drive(now:opened:ready:)`` tells of its end, never this call.
    /// - Parameters:
    ///   - options: number of the connection options.
    ///   - turn: which of several addresses is taken, and which multi handle.
    /// - Returns: false when the process is out of memory.
    public func open(_ number: Int32, to target: ConnectionTarget, options: Int, turn: Int) -> Bool {
        guard let dialer = dialer(for: number, options: options) else { return false }
        let connection = connections + Int(number)
        connection.pointee.isSecure = target.isSecure
        connection.pointee.options = Int32(options)
        connection.pointee.multi = Int32(turn % multis.count)
        connection.pointee.wasUsed = false
        connection.pointee.systemError = 0
        guard let multi = multis.handle(Int(connection.pointee.multi)) else { return false }
        dialer.pointee.connection = number
        dialer.pointee.multi = multis[Int(connection.pointee.multi)]
        dialer.pointee.openError = 0
        dialer.pointee.tls.rounds = 0
        dialer.pointee.words[0] = 0
        route(dialer, target, settings.connections[options], turn: settings.firstSlot + turn)
        guard curl_multi_add_handle(multi, dialer.pointee.easy) == CURLM_OK else {
            dialer.pointee.connection = -1
            return false
        }
        connection.pointee.state = .connecting
        multis[Int(connection.pointee.multi)].pointee.active += 1
        multis.start(Int(connection.pointee.multi))
        return true
    }

    /// The connection's own dialer, a free one or another.
    private func dialer(for number: Int32, options: Int) -> UnsafeMutablePointer<Dialer>? {
        let connection = connections + Int(number)
        if connection.pointee.dialer >= 0 {
            let own = dialers[Int(connection.pointee.dialer)]
            if own.pointee.options == Int32(options) { return own }
            forgetSession(of: Int(connection.pointee.dialer))
            letGo(connection)
        }
        if freeDialers[options] >= 0 {
            connection.pointee.dialer = freeDialers[options]
            let dialer = dialers[Int(connection.pointee.dialer)]
            freeDialers[options] = dialer.pointee.nextFree
            return dialer
        }
        guard let dialer = Dialer.make(number: dialers.count, options: options, settings, trusting: authorities) else {
            return nil
        }
        connection.pointee.dialer = Int32(dialers.count)
        dialers.append(dialer)
        return dialer
    }

    /// Tells a dialer where its connection leads.
    private func route(
        _ dialer: UnsafeMutablePointer<Dialer>,
        _ target: ConnectionTarget,
        _ options: ConnectionOptions,
        turn: Int
    ) {
        let easy = dialer.pointee.easy
        zcurl_set_pointer(easy, CURLOPT_URL, target.origin + "/")
        var place: String?
        if let proxy = options.proxy {
            let address = Self.bracketed(Self.pick(proxy.addresses, turn))
            zcurl_set_pointer(easy, CURLOPT_PROXY, "\(proxy.scheme)://\(address):\(proxy.port)")
            zcurl_set_long(easy, CURLOPT_HTTPPROXYTUNNEL, 1)
            if let user = proxy.user { zcurl_set_pointer(easy, CURLOPT_PROXYUSERNAME, user) }
            if let password = proxy.password { zcurl_set_pointer(easy, CURLOPT_PROXYPASSWORD, password) }
        } else if options.unixSocket == nil, endpoints.indices.contains(target.endpoint) {
            let endpoint = endpoints[target.endpoint]
            let host = settings.looksUpNames ? endpoint.host : Self.pick(endpoint.addresses, turn)
            place = "::\(Self.bracketed(host)):\(target.port)"
        }
        guard let place else {
            zcurl_set_pointer(easy, CURLOPT_CONNECT_TO, nil)
            return
        }
        let chain = routes[place] ?? HeaderChain(lines: [place])
        routes[place] = chain
        zcurl_set_pointer(easy, CURLOPT_CONNECT_TO, chain.head)
    }

    private static func pick(_ addresses: [String], _ turn: Int) -> String {
        addresses.isEmpty ? "" : addresses[turn % addresses.count]
    }

    private static func bracketed(_ host: String) -> String {
        host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host
    }

    func collect(_ multi: Int, _ opened: (Int32, CurlCode, UnsafePointer<CChar>?) -> Void) {
        guard let handle = multis[multi].pointee.handle else { return }
        var code = CURLE_OK
        // Who is told of a failure may begin another connection that fails at once, and so on: not for ever.
        var left = Self.ownersPerMulti * 2
        while let easy = zcurl_next_done(handle, &code) {
            let place = Int(bitPattern: zcurl_get_private(easy)) - 1
            guard dialers.indices.contains(place), dialers[place].pointee.connection >= 0 else { continue }
            let dialer = dialers[place]
            let number = dialer.pointee.connection
            multis[multi].pointee.active -= 1
            if code == CURLE_OK, !takeOver(number, dialer) { code = CURLE_COULDNT_CONNECT }
            if code == CURLE_OK {
                opened(number, .ok, nil)
            } else {
                let connection = connections + Int(number)
                let error = dialer.pointee.openError
                connection.pointee.systemError = error != 0 ? error : Int32(zcurl_get_long(easy, CURLINFO_OS_ERRNO))
                curl_multi_remove_handle(handle, easy)
                connection.pointee.state = .closed
                dialer.pointee.connection = -1
                opened(number, CurlCode(code), dialer.pointee.words[0] == 0 ? nil : UnsafePointer(dialer.pointee.words))
                let isOver =
                    connections[Int(number)].dialer == Int32(place) && connections[Int(number)].state == .closed
                if isOver, !connections[Int(number)].isSecure { letGo(connections + Int(number)) }
            }
            left -= 1
            guard left > 0 else { return multis.keepUnread(multi) }
        }
    }

    /// An open connection's socket becomes ours; a plain one's dialer is free again.
    private func takeOver(_ number: Int32, _ dialer: UnsafeMutablePointer<Dialer>) -> Bool {
        let connection = connections + Int(number)
        let easy = dialer.pointee.easy
        let socket = zcurl_get_socket(easy)
        guard socket >= 0 else { return false }
        connection.pointee.opening = PhaseTimes(openingBy: easy)
        connection.pointee.handshakeRounds = Int(dialer.pointee.tls.rounds)
        if !connection.pointee.isSecure {
            dialer.pointee.kept = socket
            if let multi = dialer.pointee.multi?.pointee.handle { curl_multi_remove_handle(multi, easy) }
            dialer.pointee.kept = -1
            dialer.pointee.connection = -1
            letGo(connection)
        }
        guard multis.sockets.adopt(socket, connection: number, in: multis.readiness) else {
            if !connection.pointee.isSecure { Glibc.close(socket) }
            return false
        }
        connection.pointee.socket = socket
        connection.pointee.state = .open
        opened += 1
        return true
    }
}
