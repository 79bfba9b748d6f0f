import Curl
import Groundwork
import HTTPExchange

/// Redirects that are followed: further exchanges of one request (RFC 9110 section 15.4). They are not part of the hot
/// path.
extension ExchangeDriver {
    /// An answer came to a request whose redirects are followed.
    /// - Returns: whether another exchange has begun; `nil` where the answer is no redirect.
    func follow(_ number: Int) -> Bool? {
        let slot = slots + number
        let before = head(of: number)
        let following = Following(
            RedirectedRequest(
                shape: before.shape,
                url: before.origin >= 0
                    ? String(decoding: before.url.dropLast(), as: UTF8.self) : text(slot.pointee.url),
                headers: slot.pointee.headers
            ),
            status: slot.pointee.result.status,
            location: slot.pointee.parser.head.hasLocation
                ? FieldLines.location(in: slot.pointee.sink.headers.bytes) : nil,
            followed: slot.pointee.result.redirects,
            origins: origins
        )
        let next: RequestShape
        switch following {
        case .none: return nil
        case .ended(let code, let words):
            explanations[number] = words
            slot.pointee.result.code = code
            return false
        case .request(let shape): next = shape
        }
        let head: PreparedHead
        do throws(RequestFailure) {
            head = try PreparedHead(next, cookies: settings.cookies, origins: &origins)
        } catch {
            explanations[number] = "it leads to \(next.url ?? ""): \(error)"
            slot.pointee.result.code = .redirectRefused
            return false
        }
        slot.pointee.result.redirects += 1
        slot.pointee.isRedirected = true
        hops[number] = head
        slot.pointee.origin = head.origin
        slot.pointee.wasResent = false
        slot.pointee.sink.clearBody()
        if !send(number) {
            slot.pointee.result.code = CurlCode(rawValue: 27)
            return false
        }
        return true
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
