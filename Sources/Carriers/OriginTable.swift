import Curl

/// The services that requests go to, by what their URLs begin with (`https://host:port`), each with what connections to
/// it need. Found once for each user and service, compared on every request.
struct OriginTable {
    /// A service.
    final class Origin {
        /// What URLs begin with.
        let bytes: [UInt8]
        let target: ConnectionTarget
        /// The `Host` line's value.
        let host: [UInt8]
        /// The host alone, for cookies.
        let name: [UInt8]
        /// The service is on this machine: what is sent to it in clear is heard by nobody else.
        let isThisMachine: Bool

        init(bytes: [UInt8], target: ConnectionTarget, host: [UInt8], name: String) {
            self.bytes = bytes
            self.target = target
            self.host = host
            self.name = Array(name.utf8)
            isThisMachine = name.hasPrefix("127.") || name == "localhost" || name == "::1"
        }
    }

    private(set) var origins: [Origin] = []
    private let endpoints: [Endpoint]

    init(endpoints: [Endpoint]) {
        self.endpoints = endpoints
    }

    /// How many bytes of a URL, which ends with a zero byte, say the origin; 0 where they are none.
    static func length(of url: UnsafePointer<UInt8>) -> Int {
        var index = 4
        for (place, byte) in "http".utf8.enumerated() where url[place] != byte { return 0 }
        if url[index] == UInt8(ascii: "s") { index += 1 }
        for byte in "://".utf8 {
            guard url[index] == byte else { return 0 }
            index += 1
        }
        let start = index
        while true {
            switch url[index] {
            case 0, UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"): return index > start ? index : 0
            default: index += 1
            }
        }
    }

    /// Whether an origin's URLs begin so.
    @inline(__always)
    func isEqual(_ number: Int32, _ bytes: UnsafeRawBufferPointer) -> Bool {
        origins[Int(number)].bytes.withUnsafeBytes { known in
            known.count == bytes.count && known.elementsEqual(bytes)
        }
    }

    /// The number of an origin, which is added where it is new; -1 where the bytes are none.
    mutating func number(of bytes: UnsafeRawBufferPointer) -> Int32 {
        for number in origins.indices where isEqual(Int32(number), bytes) { return Int32(number) }
        guard let origin = origin(String(decoding: bytes, as: UTF8.self)) else { return -1 }
        origins.append(origin)
        return Int32(origins.count - 1)
    }

    /// Whether an origin is one of the endpoints, by its port or a standard one.
    func isEndpoint(_ origin: Origin) -> Bool {
        let endpoint = endpoints[origin.target.endpoint]
        guard endpoint.host.trimmingBrackets.lowercased().utf8.elementsEqual(origin.name) else { return false }
        return [endpoint.connectPort, 80, 443].contains(origin.target.port)
    }

    func origin(_ text: String) -> Origin? {
        guard let colon = text.firstRange(of: "://") else { return nil }
        let scheme = text[..<colon.lowerBound].lowercased()
        let authority = text[colon.upperBound...]
        guard scheme == "http" || scheme == "https", !authority.contains("@"), !authority.isEmpty else { return nil }
        let standard = scheme == "https" ? 443 : 80
        var host = authority
        var port = standard
        let afterBrackets = authority.lastIndex(of: "]") ?? authority.startIndex
        if let end = authority[afterBrackets...].lastIndex(of: ":") {
            guard let number = Int(authority[authority.index(after: end)...]), 1...65535 ~= number else { return nil }
            port = number
            host = authority[..<end]
        }
        let name = host.trimmingBrackets.lowercased()
        let index =
            endpoints.firstIndex { $0.port == port && $0.host.trimmingBrackets.lowercased() == name }
            ?? endpoints.firstIndex { $0.host.trimmingBrackets.lowercased() == name } ?? 0
        guard endpoints.indices.contains(index) else { return nil }
        let endpoint = endpoints[index]
        let target = ConnectionTarget(
            origin: text,
            endpoint: index,
            port: port == endpoint.port ? endpoint.connectPort : port,
            isSecure: scheme == "https"
        )
        return Origin(
            bytes: Array(text.utf8),
            target: target,
            host: Array((port == standard ? String(host) : String(authority)).utf8),
            name: name
        )
    }
}

extension StringProtocol {
    /// An IPv6 address without the brackets that it has in URLs.
    var trimmingBrackets: String {
        hasPrefix("[") && hasSuffix("]") ? String(dropFirst().dropLast()) : String(self)
    }
}
