import Curl
import HTTPExchange

/// A request shape with its head laid out: what is constant is bytes, what is not is filled from the URL and the header
/// lines of each request.
final class PreparedHead {
    /// What a place of the head is filled with; header lines follow.
    enum Place {
        static let target = 0
        static let host = 1
        static let firstLine = 2
    }

    /// The host that the user's cookies are those of.
    enum CookieHost {
        /// The URL's.
        case service
        /// The `Host` line's, where it never changes.
        case named([UInt8])
        /// That of a header line of the request, by its number.
        case line(Int)
    }

    let shape: RequestShape
    let head: RequestHead
    /// The origin where the URL never changes, or -1.
    let origin: Int32
    /// The URL where it never changes, with a zero byte at its end.
    let url: [UInt8]
    let cookieHost: CookieHost
    /// Header lines of each request that are places of the head, where they are not constant.
    let lines: Int

    deinit { head.free() }

    init(_ shape: RequestShape, cookies: Bool, origins: inout OriginTable) throws(RequestFailure) {
        self.shape = shape
        var target: [RequestPart] = [.place(Place.target)]
        var host: [RequestPart] = [.place(Place.host)]
        var origin: Int32 = -1
        if let text = shape.url {
            url = Array(text.utf8) + [0]
            let length = url.withUnsafeBufferPointer { bytes in
                bytes.baseAddress.map { OriginTable.length(of: $0) } ?? 0
            }
            origin = url.withUnsafeBytes { origins.number(of: UnsafeRawBufferPointer(rebasing: $0[..<length])) }
            guard origin >= 0 else { throw .path }
            let path = String(decoding: url[length..<(url.count - 1)], as: UTF8.self)
            target = [.text(path.hasPrefix("/") ? path : "/" + path)]
            host = [.text(String(decoding: origins.origins[Int(origin)].host, as: UTF8.self))]
        } else {
            url = []
        }
        self.origin = origin
        var fields: [RequestField] = []
        var cookieHost = CookieHost.service
        for (number, name) in shape.fieldNames.enumerated() {
            let isHost = name.lowercased() == "host"
            if let line = shape.headers?[number] {
                let value = line.dropFirst(name.utf8.count + 1).drop { $0 == " " }
                fields.append(RequestField(name, value.isEmpty ? [] : [.text(String(value))]))
                if isHost { cookieHost = .named(Array(value.hostOnly.utf8)) }
            } else {
                fields.append(RequestField(name, [.place(Place.firstLine + number)]))
                if isHost { cookieHost = .line(number) }
            }
        }
        self.cookieHost = cookieHost
        lines = shape.headers == nil ? shape.fieldNames.count : 0
        if shape.decompresses, !shape.fieldNames.contains(where: { $0.lowercased() == "accept-encoding" }) {
            fields.append(RequestField("Accept-Encoding", "gzip, deflate"))
        }
        var parts = RequestParts(
            method: shape.method,
            target: target,
            host: host,
            fields: fields,
            body: shape.hasBody ? .varying : .none,
            takesCookies: cookies
        )
        parts.takesLines = shape.headers == nil
        head = try RequestHead(parts)
    }
}

extension StringProtocol {
    /// A `Host` line's value without its port, in lower case.
    var hostOnly: String {
        let afterBrackets = lastIndex(of: "]") ?? startIndex
        let end = self[afterBrackets...].lastIndex(of: ":") ?? endIndex
        return self[..<end].trimmingBrackets.lowercased()
    }
}
