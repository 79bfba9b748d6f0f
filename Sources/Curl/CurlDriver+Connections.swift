internal import CLibcurl
import Glibc

/// Where a slot's connections lead, and how they are made.
extension CurlDriver {
    /// Gives a slot, which must not have a transfer under way, other connection options by their number. Its open
    /// connections are closed, since they were made otherwise.
    public func use(connection number: Int, slot: Int) {
        guard settings.connections.indices.contains(number), Int(slots[slot].connection) != number else { return }
        closeConnections(of: slot)
        forgetHandle(of: slot)
        slots[slot].connection = Int32(number)
    }

    /// From now on an endpoint's name leads to these addresses; open connections stay as they are.
    public func move(endpoint: Int, to addresses: [String]) {
        guard endpoints.indices.contains(endpoint), !addresses.isEmpty, endpoints[endpoint].addresses != addresses
        else { return }
        endpoints[endpoint].addresses = addresses
        generation &+= 1
    }

    /// Closes a slot's connections: the service is told at once; libcurl notices at its next look and gives the descriptor
    /// back.
    public func closeConnections(of slot: Int) {
        guard !slots[slot].active, settings.sharing != .shared else { return }
        var socket = slots[slot].firstSocket
        while socket >= 0 {
            SocketTable.end(socket)
            socket = multis.sockets.next(of: socket)
        }
        slots[slot].isClosing = true
    }

    /// The easy handle goes, and with it cookies and TLS sessions; the next transfer makes another.
    func forgetHandle(of slot: Int) {
        guard !slots[slot].active, let easy = slots[slot].easy else { return }
        curl_easy_cleanup(easy)
        slots[slot].easy = nil
        slots[slot].shape = -1
        slots[slot].decompresses = false
    }

    /// Says where the slot's names lead.
    ///
    /// libcurl gives an idle connection to whoever asks for the same host. Each slot therefore connects to a host name
    /// of its own (`CURLOPT_CONNECT_TO`) that stands for the endpoint's address (`CURLOPT_RESOLVE`); through a proxy it
    /// is the proxy that has a name for each slot. Names that no endpoint has lead to the first, so that no redirect
    /// takes load to a machine that was not named.
    func route(_ number: Int, _ easy: UnsafeMutableRawPointer) {
        let slot = slots + number
        let options = settings.connections[Int(slot.pointee.connection)]
        slot.pointee.generation = generation
        slot.pointee.aliases.free()
        slot.pointee.resolves.free()
        if let proxy = options.proxy {
            let alias = alias(of: number, "-p")
            slot.pointee.resolves = HeaderChain(lines: ["\(alias):\(proxy.port):\(pick(proxy.addresses, number))"])
            zcurl_set_pointer(easy, CURLOPT_PROXY, "\(proxy.scheme)://\(alias):\(proxy.port)")
            if let user = proxy.user { zcurl_set_pointer(easy, CURLOPT_PROXYUSERNAME, user) }
            if let password = proxy.password { zcurl_set_pointer(easy, CURLOPT_PROXYPASSWORD, password) }
            if followsRedirects { slot.pointee.aliases = HeaderChain(lines: fencedNames()) }
        } else if settings.looksUpNames {
            slot.pointee.aliases = HeaderChain(lines: fencedNames())
        } else {
            slot.pointee.aliases = HeaderChain(lines: aliasLines(of: number))
            slot.pointee.resolves = HeaderChain(lines: resolveLines(of: number))
        }
        zcurl_set_pointer(easy, CURLOPT_CONNECT_TO, slot.pointee.aliases.head)
        zcurl_set_pointer(easy, CURLOPT_RESOLVE, slot.pointee.resolves.head)
    }

    /// A text of libcurl's in which the slot's own names are the addresses or hosts that they stand for.
    func withoutAliases(_ text: String, _ number: Int) -> String {
        var text = text
        let options = settings.connections[Int(slots[number].connection)]
        if let proxy = options.proxy {
            text = text.replacing(alias(of: number, "-p"), with: pick(proxy.addresses, number))
        }
        for (index, endpoint) in endpoints.enumerated() {
            let name = alias(of: number, index == 0 ? "" : "-\(index)")
            text = text.replacing(name, with: pick(endpoint.addresses, number))
        }
        return text
    }

    private func alias(of number: Int, _ suffix: String) -> String {
        switch settings.sharing {
        case .shared: "m\(slots[number].multi)\(suffix).invalid"
        case .perUser: "u\(settings.firstSlot + owner(of: number))\(suffix).invalid"
        }
    }

    /// Slots that share connections share the address too.
    private func pick(_ addresses: [String], _ number: Int) -> String {
        guard !addresses.isEmpty else { return "" }
        let turn = settings.sharing == .shared ? Int(slots[number].multi) : settings.firstSlot + number % users
        return addresses[turn % addresses.count]
    }

    private func aliasLines(of number: Int) -> [String] {
        var lines: [String] = []
        for (index, endpoint) in endpoints.enumerated().dropFirst() {
            lines.append("\(endpoint.host):\(endpoint.port):\(alias(of: number, "-\(index)")):\(endpoint.connectPort)")
        }
        guard let first = endpoints.first else { return lines }
        if first.connectPort != first.port {
            lines.append(":\(first.port):\(alias(of: number, "")):\(first.connectPort)")
        }
        lines.append("::\(alias(of: number, "")):")
        return lines
    }

    private func resolveLines(of number: Int) -> [String] {
        var lines: [String] = []
        for (index, endpoint) in endpoints.enumerated() {
            let name = alias(of: number, index == 0 ? "" : "-\(index)")
            let address = pick(endpoint.addresses, number)
            lines.append("\(name):\(endpoint.connectPort):\(address)")
            guard index == 0, followsRedirects else { continue }
            // From http to https, or to another of the service's own names.
            for port in [80, 443] where port != endpoint.connectPort { lines.append("\(name):\(port):\(address)") }
        }
        return lines
    }

    /// Real names, but only those of endpoints; any other is the first one's.
    private func fencedNames() -> [String] {
        var lines = endpoints.dropFirst().map { "\($0.host):\($0.port):\($0.host):\($0.connectPort)" }
        if let first = endpoints.first { lines.append("::\(first.host):") }
        return lines
    }

    /// Sets what the options say and no route changes.
    func apply(_ options: ConnectionOptions, to number: Int, _ easy: UnsafeMutableRawPointer) {
        switch options.version {
        case .http1: zcurl_set_long(easy, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        case .http2: zcurl_set_long(easy, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
        case .http2Only: zcurl_set_long(easy, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
        }
        slots[number].knowsHTTP2 = false
        slots[number].mustBeHTTP2 = options.version == .http2Only
        slots[number].mayBeHTTP2 = options.version != .http1
        // Requests of one user at one moment share its connection instead of opening more.
        if options.version != .http1 { zcurl_set_long(easy, CURLOPT_PIPEWAIT, 1) }
        options.apply(to: easy)
    }

    /// Where nothing but HTTP/2 may be spoken: by TLS it is agreed on in the handshake, without TLS it is begun unasked
    /// (RFC 9113 section 3.3). libcurl before 8.0 fails on a connection that is open already where HTTP/2 is to be begun
    /// unasked: there it is asked to go on as the connection began.
    /// - Parameter mustBegin: the connection that is open leads elsewhere.
    func beginOrGoOn(_ number: Int, _ easy: UnsafeMutableRawPointer, isSecure: Bool, begins mustBegin: Bool = false) {
        let isOpen = !isSecure && CurlLibrary.isBefore8 && !mustBegin && hasSocket(number)
        let begins = !isSecure && !isOpen
        slots[number].goesOn = isOpen
        guard begins != slots[number].knowsHTTP2 else { return }
        slots[number].knowsHTTP2 = begins
        let version = begins ? CURL_HTTP_VERSION_2_PRIOR_KNOWLEDGE : CURL_HTTP_VERSION_2TLS
        zcurl_set_long(easy, CURLOPT_HTTP_VERSION, Int(version))
    }

    /// A socket of a slot's user is open: its slots send over one connection.
    private func hasSocket(_ number: Int) -> Bool {
        var slot = number % users
        while slot < settings.slots {
            if slots[slot].firstSocket >= 0, !slots[slot].isClosing { return true }
            slot += users
        }
        return false
    }
}
