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
        let reference = location.trimmingBlanks()
        guard !reference.isEmpty else { return .refused(.emptyLocation) }
        guard let base = URLReference(url), let next = URLReference(reference)?.resolved(against: base) else {
            return .refused(.malformed(location))
        }
        guard let scheme = next.scheme, scheme == "http" || scheme == "https" else {
            return .refused(.scheme(next.scheme ?? ""))
        }
        guard next.isRequestable else { return .refused(.malformed(location)) }
        return .follow(
            Redirect(
                url: next.description,
                method: becomesGET ? "GET" : method,
                keepsBody: !becomesGET,
                isSameOrigin: next.origin == base.origin
            )
        )
    }
}
