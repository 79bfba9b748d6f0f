import Curl
import Glibc
import HTTPExchange

/// The cookies of users.
extension ExchangeDriver {
    /// Seconds since 1970.
    static func wallClock() -> Int64 { Int64(time(nil)) }

    /// Where a slot's request goes, as cookies see it. A `Host` of the scenario's is what the service takes for its name.
    @inline(__always)
    func withCookieOrigin<R>(_ number: Int, _ head: PreparedHead, _ body: (CookieOrigin) -> R) -> R {
        let slot = slots + number
        let origin = origins.origins[Int(slot.pointee.origin)]
        let isSafe = origin.target.isSecure || origin.isThisMachine
        func call(_ host: UnsafeRawBufferPointer) -> R {
            if let url = head.origin >= 0 ? nil : slot.pointee.url {
                return body(CookieOrigin(host: host, path: path(url, origin.bytes.count), isSecure: isSafe))
            }
            return head.url.withUnsafeBufferPointer { url in
                let path = url.baseAddress.map { self.path($0, origin.bytes.count) } ?? UnsafeRawBufferPointer(url)
                return body(CookieOrigin(host: host, path: path, isSecure: isSafe))
            }
        }
        switch head.cookieHost {
        case .service: return origin.name.withUnsafeBytes { call($0) }
        case .named(let name): return name.withUnsafeBytes { call($0) }
        case .line(let line):
            let name = head.shape.fieldNames[line].utf8.count
            return call(HeaderChain.value(of: slot.pointee.headers, line: line, nameLength: name))
        }
    }

    private func path(_ url: UnsafePointer<UInt8>, _ start: Int) -> UnsafeRawBufferPointer {
        var end = start
        while url[end] != 0, url[end] != UInt8(ascii: "?"), url[end] != UInt8(ascii: "#") { end += 1 }
        return UnsafeRawBufferPointer(start: url + start, count: end - start)
    }

    /// Keeps the cookies of header lines.
    func takeCookies(_ number: Int, from lines: UnsafeRawBufferPointer) {
        let jar = jars + number % users
        let now = Self.wallClock()
        withCookieOrigin(number, head(of: number)) { origin in
            for line in FieldLines(lines) where line.isNamed("set-cookie") {
                _ = jar.pointee.receive(line.value, from: origin, now: now)
            }
        }
    }
}
