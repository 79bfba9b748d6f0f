internal import CLibcurl

extension CurlDriver.Slot {
    /// Whether libcurl may open a connection for the slot's transfer. It asks before each, also before the one on which it
    /// would send a request a second time by itself.
    mutating func mayOpen() -> Bool {
        guard active, let easy else { return true }
        let followed = zcurl_get_long(easy, CURLINFO_REDIRECT_COUNT)
        let isNextHop = followed > hops
        hops = followed
        if isNextHop { return true }
        let wasSent = zcurl_get_long(easy, CURLINFO_REQUEST_SIZE) > 0
        if !wasSent {
            // Begun by HTTP/1.1's rules, a new connection would speak HTTP/1.1.
            guard mustBeHTTP2, goesOn else { return true }
            again = .restart
            return false
        }
        guard again == .never || again == .sent, mayGoAgain else {
            again = .refused
            return false
        }
        again = .sent
        return true
    }
}
