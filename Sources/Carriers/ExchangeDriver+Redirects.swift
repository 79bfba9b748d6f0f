import Curl
import HTTPExchange

/// Redirects that are followed: further exchanges of one request (RFC 9110 section 15.4). They are not part of the hot
/// path.
extension ExchangeDriver {
    /// An answer came to a request whose redirects are followed.
    /// - Returns: whether another exchange has begun; `nil` where the answer is no redirect.
    func follow(_ number: Int) -> Bool? {
        let slot = slots + number
        let before = head(of: number)
        let url = before.origin >= 0 ? String(decoding: before.url.dropLast(), as: UTF8.self) : text(slot.pointee.url)
        let location = slot.pointee.parser.head.hasLocation ? location(of: number) : nil
        let outcome = RedirectRules.outcome(
            status: slot.pointee.result.status,
            method: before.shape.method,
            url: url,
            location: location
        )
        let next: Redirect
        switch outcome {
        case .none: return nil
        case .refused(let reason): return refuse(number, "\(reason) (\(url))")
        case .follow(let redirect): next = redirect
        }
        guard slot.pointee.result.redirects < Int(heads[Int(slot.pointee.shape)].shape.redirects) else {
            explanations[number] = "the next would lead to \(next.url)"
            slot.pointee.result.code = .tooManyRedirects
            return false
        }
        guard origins.allows(next.url, from: origins.origins[Int(slot.pointee.origin)]) else {
            return refuse(number, "it leads to \(next.url), a host that the scenario does not name as a target")
        }
        let head: PreparedHead
        do throws(RequestFailure) {
            head = try PreparedHead(
                shape(next, after: before, slot.pointee.headers),
                cookies: settings.cookies,
                origins: &origins
            )
        } catch {
            return refuse(number, "it leads to \(next.url): \(error)")
        }
        slot.pointee.result.redirects += 1
        slot.pointee.isRedirected = true
        hops[number] = head
        slot.pointee.origin = head.origin
        slot.pointee.wasResent = false
        slot.pointee.sink.body.clear()
        slot.pointee.sink.bodyBytes = 0
        if !send(number) {
            slot.pointee.result.code = CurlCode(rawValue: 27)
            return false
        }
        return true
    }

    private func refuse(_ number: Int, _ reason: String) -> Bool {
        explanations[number] = reason
        slots[number].result.code = .redirectRefused
        return false
    }

    /// The request that follows, as a shape of its own.
    private func shape(_ next: Redirect, after before: PreparedHead, _ headers: UnsafeRawPointer?) -> RequestShape {
        var shape = before.shape
        shape.method = next.method
        shape.url = next.url
        shape.hasBody = before.shape.hasBody && next.keepsBody
        var lines = before.shape.headers ?? HeaderChain.lines(of: headers)
        lines.removeAll { line in
            let name = line.prefix { $0 != ":" }.lowercased()
            if name == "host" || (!shape.hasBody && name.hasPrefix("content-")) { return true }
            return !next.isSameOrigin && (name == "authorization" || name == "cookie")
        }
        shape.headers = lines
        shape.fieldNames = lines.map { line in String(line.prefix { $0 != ":" }) }
        return shape
    }

    /// The value of the last `Location` line that came.
    private func location(of number: Int) -> String? {
        var text: String?
        for line in FieldLines(slots[number].sink.headers.bytes) where line.isNamed("location") {
            text = String(decoding: line.value, as: UTF8.self)
        }
        return text
    }

    private func text(_ url: UnsafePointer<UInt8>?) -> String {
        url.map { String(cString: UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self)) } ?? ""
    }

    /// A slot's next request is its own again.
    func endHops(_ number: Int) {
        hops[number] = nil
        slots[number].isRedirected = false
    }
}

extension OriginTable {
    /// Whether a redirect may lead to a URL: to one of the endpoints, by its port or by one of the standard ports, or to the
    /// host that the request went to.
    func allows(_ url: String, from origin: Origin) -> Bool {
        var bytes = Array(url.utf8)
        bytes.append(0)
        let length = bytes.withUnsafeBufferPointer { $0.baseAddress.map { Self.length(of: $0) } ?? 0 }
        guard let next = self.origin(String(decoding: bytes[..<length], as: UTF8.self)) else { return false }
        let isStandard = next.target.port == 80 || next.target.port == 443
        if next.name == origin.name { return isStandard || next.target.port == origin.target.port || isEndpoint(next) }
        return isEndpoint(next)
    }
}
