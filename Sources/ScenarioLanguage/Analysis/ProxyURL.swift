import Groundwork
import LoadPlan

/// Takes a proxy's URL apart: `http://user:password@host:port`, `socks5://host:port`.
enum ProxyURL {
    /// Why a text is none; never with the text itself, which may hold a password.
    struct Mistake: Error, Equatable {
        var label: String
    }

    static func parse(_ url: String) throws(Mistake) -> Connection.Proxy {
        let scheme: String
        let rest: Substring
        if url.hasPrefix("http://") {
            scheme = "http"
            rest = url.dropFirst(7)
        } else if url.hasPrefix("socks5h://") {
            scheme = "socks5h"
            rest = url.dropFirst(10)
        } else if url.hasPrefix("socks5://") {
            // The proxy looks names up: from here they may not be known.
            scheme = "socks5h"
            rest = url.dropFirst(9)
        } else {
            throw Mistake(label: "it begins with http:// or socks5://")
        }
        guard rest.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw Mistake(label: "only printable ASCII stands in a URL")
        }
        var authority = rest
        var user: String?
        var password: String?
        if let at = rest.lastIndex(of: "@") {
            let parts = rest[..<at].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            user = parts.first.map { PercentEncoding.decoded($0) ?? String($0) }
            password = parts.count > 1 ? PercentEncoding.decoded(parts[1]) ?? String(parts[1]) : nil
            authority = rest[rest.index(after: at)...]
        }
        let base: Plan.Target
        do throws(TargetAnalysis.Mistake) {
            base = try TargetAnalysis.parse("http://\(authority)")
        } catch {
            throw Mistake(label: error.label)
        }
        guard base.basePath.isEmpty else { throw Mistake(label: "a proxy has no path") }
        guard authority.contains(":"), base.port != 80 || authority.hasSuffix(":80") else {
            throw Mistake(label: "the port is missing, such as :3128")
        }
        return Connection.Proxy(scheme: scheme, host: base.host, port: base.port, user: user, password: password)
    }
}
