import Groundwork
import LoadPlan

extension Connection {
    /// What differs from the defaults, in the scenario's own words; names and passwords are left out.
    var words: [String] {
        var words: [String] = []
        if version != .http1 { words.append("http \(version.rawValue)") }
        if sharing != .perUser { words.append("connections \(sharing.rawValue)") }
        switch lookup {
        case .once: break
        case .every(let pause): words.append("dns every \(Figures.duration(pause))")
        case .perUser: words.append("dns per user")
        }
        if let proxy { words.append("through \(proxy.url)") }
        if let interface { words.append("from interface \(interface)") }
        if let sourceAddress { words.append("from \(sourceAddress)") }
        if let unixSocket { words.append("to unix socket \(unixSocket)") }
        words += detours.map { detour in
            let from = detour.host + (detour.port.map { ":\($0)" } ?? "")
            return "\(from) at \(detour.toHosts.joined(separator: ", "))" + (detour.toPort.map { ":\($0)" } ?? "")
        }
        if !cookies { words.append("no cookies") }
        return words + tls.words
    }
}

extension Connection.TLS {
    fileprivate var words: [String] {
        var words: [String] = []
        if !verifies { words.append("certificates unchecked") }
        if let authorities { words.append("authorities of \(authorities)") }
        if let certificate { words.append("certificate \(certificate)") }
        if let oldest { words.append("TLS from \(oldest.rawValue)") }
        if let newest { words.append("TLS to \(newest.rawValue)") }
        if !resumes { words.append("no TLS resumption") }
        return words
    }
}
