/// What a client does with a redirect (RFC 9110 section 15.4, and the Fetch standard where that leaves a choice).
public enum RedirectRules {
    /// The request that follows an answer.
    /// - Parameters:
    ///   - status: the answer's.
    ///   - method: the request's.
    ///   - url: the request's, absolute.
    ///   - location: the answer's `Location`; `nil` where there is none.
    public static func outcome(status: Int, method: String, url: String, location: String?) -> RedirectOutcome {
        let becomesGET: Bool
        switch status {
        case 301, 302: becomesGET = method == "POST"
        case 303: becomesGET = method != "HEAD" && method != "GET"
        case 307, 308: becomesGET = false
        default: return .none
        }
        guard let location else { return .refused(.noLocation) }
        var reference = Array(location.utf8)[...]
        while reference.first?.isWhitespace == true { reference.removeFirst() }
        while reference.last?.isWhitespace == true { reference.removeLast() }
        guard !reference.isEmpty else { return .refused(.emptyLocation) }
        guard let base = URLReference(url.utf8), let next = URLReference(reference)?.resolved(against: base) else {
            return .refused(.malformed(location))
        }
        guard next.isHTTP else { return .refused(.scheme(String(decoding: next.scheme ?? [], as: UTF8.self))) }
        guard next.isRequestable else { return .refused(.malformed(location)) }
        return .follow(
            Redirect(
                url: next.text,
                method: becomesGET ? "GET" : method,
                keepsBody: !becomesGET && method != "GET" && method != "HEAD",
                isSameOrigin: next.isSameOrigin(as: base)
            )
        )
    }
}
