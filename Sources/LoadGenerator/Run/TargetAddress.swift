import Glibc
import LoadPlan

/// Where a target's host name leads.
enum TargetAddress {
    /// The host's addresses in the resolver's order (getaddrinfo(3)), looked up once.
    static func resolve(_ name: String, port: Int) throws(GeneratorError) -> [String] {
        let host = name.hasPrefix("[") ? String(name.dropFirst().dropLast()) : name
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        let status = getaddrinfo(host, nil, &hints, &list)
        guard status == 0 else {
            throw .unreachable("no address for \(host): \(String(cString: gai_strerror(status)))")
        }
        defer { freeaddrinfo(list) }
        var addresses: [String] = []
        var next = list
        while let entry = next {
            var name = [CChar](repeating: 0, count: 64)
            let result = getnameinfo(
                entry.pointee.ai_addr,
                entry.pointee.ai_addrlen,
                &name,
                64,
                nil,
                0,
                NI_NUMERICHOST
            )
            let text = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            if result == 0, !addresses.contains(text) { addresses.append(text) }
            next = entry.pointee.ai_next
        }
        guard !addresses.isEmpty else { throw .unreachable("no address for \(host)") }
        // `localhost` gives ::1 and 127.0.0.1: a service that listens on one of them must not fail half its users.
        return addresses.count > 1 ? try reachable(addresses, port) : addresses
    }

    private static func reachable(_ addresses: [String], _ port: Int) throws(GeneratorError) -> [String] {
        let answering = addresses.filter { connect(to: $0, port: port) == 0 }
        return answering.isEmpty ? addresses : answering
    }

    /// Opens and closes one connection to a unix socket.
    /// - Returns: 0, or the error number.
    static func connect(toUnixSocket path: String) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { return ENAMETOOLONG }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return errno }
        defer { close(descriptor) }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { Glibc.connect(descriptor, $0, size) }
        }
        return status == 0 ? 0 : errno
    }

    /// Opens and closes one connection, waiting at most five seconds.
    /// - Parameters:
    ///   - interface: the network interface that it leaves by.
    ///   - source: the address of this machine that it leaves from.
    /// - Returns: 0, or the error number.
    static func connect(to address: String, port: Int, interface: String? = nil, source: String? = nil) -> Int32 {
        guard let entry = numeric(address, port) else { return EINVAL }
        defer { freeaddrinfo(entry) }
        let descriptor = socket(
            entry.pointee.ai_family,
            Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue),
            0
        )
        guard descriptor >= 0 else { return errno }
        defer { close(descriptor) }
        let failure = leave(descriptor, interface, source)
        guard failure == 0 else { return failure }
        if Glibc.connect(descriptor, entry.pointee.ai_addr, entry.pointee.ai_addrlen) == 0 { return 0 }
        guard errno == EINPROGRESS else { return errno }
        var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        guard poll(&waiting, 1, 5000) > 0 else { return ETIMEDOUT }
        var error: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &size)
        return error
    }

    /// Says by which interface or from which address a socket's connection leaves.
    private static func leave(_ descriptor: Int32, _ interface: String?, _ source: String?) -> Int32 {
        if let interface {
            guard if_nametoindex(interface) != 0 else { return ENODEV }
            let size = socklen_t(interface.utf8.count)
            // Whoever may not bind to a device is left to libcurl, which then takes one of its addresses.
            let status = setsockopt(descriptor, SOL_SOCKET, SO_BINDTODEVICE, interface, size)
            if status != 0, errno != EPERM { return errno }
        }
        if let source {
            guard let entry = numeric(source, 0) else { return EINVAL }
            defer { freeaddrinfo(entry) }
            if bind(descriptor, entry.pointee.ai_addr, entry.pointee.ai_addrlen) != 0 { return errno }
        }
        return 0
    }

    /// An address that is written as a number; whoever asks frees it.
    private static func numeric(_ address: String, _ port: Int) -> UnsafeMutablePointer<addrinfo>? {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV
        var list: UnsafeMutablePointer<addrinfo>?
        return getaddrinfo(address, "\(port)", &hints, &list) == 0 ? list : nil
    }
}
