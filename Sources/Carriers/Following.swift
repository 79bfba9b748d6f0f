import Curl
import HTTPExchange

/// A request whose answer may be a redirect.
struct RedirectedRequest {
    var shape: RequestShape
    /// Its URL, which the shape may have.
    var url: String
    /// Its header lines, where the shape has none of its own.
    var headers: UnsafeRawPointer?
}

/// What follows an answer to a request whose redirects are followed: the same with either carrier.
enum Following {
    /// The answer is the answer.
    case none
    /// Another request, with its own URL and header lines.
    case request(RequestShape)
    /// A redirect that is not followed, and why.
    case ended(CurlCode, String)

    /// - Parameters:
    ///   - status: the answer's.
    ///   - location: the value of its `Location`; `nil` where there is none.
    ///   - followed: redirects of the request so far.
    init(_ request: RedirectedRequest, status: Int, location: String?, followed: Int, origins: OriginTable) {
        let outcome = RedirectRules.outcome(
            status: status,
            method: request.shape.method,
            url: request.url,
            location: location
        )
        switch outcome {
        case .none: self = .none
        case .refused(let reason): self = .ended(.redirectRefused, "\(reason) (\(request.url))")
        case .follow(let next):
            guard followed < Int(request.shape.redirects) else {
                self = .ended(.tooManyRedirects, "the next would lead to \(next.url)")
                return
            }
            guard origins.allows(next.url, from: request.url) else {
                let words = "it leads to \(next.url), a host that the scenario does not name as a target"
                self = .ended(.redirectRefused, words)
                return
            }
            self = .request(request.shape(of: next))
        }
    }
}

extension RedirectedRequest {
    /// The request that follows.
    fileprivate func shape(of next: Redirect) -> RequestShape {
        var shape = shape
        shape.method = next.method
        shape.url = next.url
        shape.hasBody = shape.hasBody && next.keepsBody
        var lines = shape.headers ?? HeaderChain.lines(of: headers)
        lines.removeAll { line in
            let name = Self.name(of: line).lowercased()
            if name == "host" || (!shape.hasBody && name.hasPrefix("content-")) { return true }
            return !next.isSameOrigin && (name == "authorization" || name == "cookie")
        }
        shape.headers = lines
        shape.fieldNames = lines.map(Self.name)
        return shape
    }

    private static func name(of line: String) -> String { String(line.prefix { $0 != ":" }) }
}

extension FieldLines {
    /// The value of the last `Location` of some header lines.
    static func location(in lines: UnsafeRawBufferPointer) -> String? {
        var text: String?
        for line in FieldLines(lines) where line.isNamed("location") {
            text = String(decoding: line.value, as: UTF8.self)
        }
        return text
    }
}

extension OriginTable {
    /// Whether a redirect may lead to a URL: to one of the endpoints, by its port or by one of the standard ports, or to the
    /// host that the request went to.
    func allows(_ url: String, from before: String) -> Bool {
        guard let next = origin(ofURL: url), let origin = origin(ofURL: before) else { return false }
        let isStandard = next.target.port == 80 || next.target.port == 443
        if next.name == origin.name { return isStandard || next.target.port == origin.target.port || isEndpoint(next) }
        return isEndpoint(next)
    }

    /// What a whole URL begins with.
    private func origin(ofURL url: String) -> Origin? {
        let bytes = Array(url.utf8) + [0]
        let length = bytes.withUnsafeBufferPointer { $0.baseAddress.map { Self.length(of: $0) } ?? 0 }
        return origin(String(decoding: bytes[..<length], as: UTF8.self))
    }
}
