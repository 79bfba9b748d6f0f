import LoadPlan

extension Parser {
    /// `target "URL" [{ … }]`; `target` is the next token.
    func parseTarget() throws(ParseFailure) -> TargetSyntax {
        advance()
        var target = TargetSyntax(url: try parseConstant("the service's base URL"))
        guard token.kind == .leftBrace, !token.onNewLine else { return target }
        target.items = try parseLines(of: "target", Keyword.words(in: .target)) {
            (keyword: Keyword) throws(ParseFailure) -> TargetItemSyntax? in
            guard keyword.contexts.contains(.target) else { return nil }
            let start = self.token.range
            let kind = try self.parseTargetItem(keyword)
            return TargetItemSyntax(kind: kind, range: TextRange(start.start, self.previousEnd), word: keyword)
        }
        return target
    }

    /// `targets "host" …`; `targets` is the next token.
    func parseTargets() throws(ParseFailure) -> [NameSyntax] {
        advance()
        var hosts = [try parseConstant("a host name")]
        while accept(.comma) || token.kind == .quote {
            token.onNewLine = false
            hosts.append(try parseConstant("a host name"))
        }
        return hosts
    }

    /// The lines of a block whose words are few; a wrong line is passed, and the others are still read.
    private func parseLines<Item>(
        of what: String,
        _ words: [String],
        _ line: (Keyword) throws(ParseFailure) -> Item?
    ) throws(ParseFailure) -> [Item] {
        try parseBlock { (items) throws(ParseFailure) in
            guard let keyword, let item = try line(keyword) else { throw unknownWord(known: words, of: what) }
            items.append(item)
        }
    }

    private func parseTargetItem(_ keyword: Keyword) throws(ParseFailure) -> TargetItemSyntax.Kind {
        advance()
        switch keyword {
        case .http: return .version(try parseHTTPVersion())
        case .tls:
            let words: [Keyword] = [.ca, .certificate, .key, .verify, .min, .max, .resumption, .sni]
            let items = try parseLines(of: "tls", words.map(\.rawValue)) {
                (keyword: Keyword) throws(ParseFailure) -> TLSItemSyntax? in
                guard words.contains(keyword) else { return nil }
                let start = self.token.range
                let kind = try self.parseTLSItem(keyword)
                return TLSItemSyntax(kind: kind, range: TextRange(start.start, self.previousEnd), word: keyword)
            }
            return .tls(items)
        case .proxy:
            guard token.kind == .quote, !token.onNewLine else { throw expected("the proxy's URL in double quotes") }
            return .proxy(try parseString())
        case .interface: return .interface(try parseConstant("a network interface such as eth0"))
        case .source:
            try require(.address)
            return .source(try parseConstant("an address of this machine"))
        case .unix:
            try require(.socket)
            return .unixSocket(try parseConstant("the socket's path"))
        case .resolve:
            let host = try parseConstant("a host and port")
            try require(.to)
            var addresses = [try parseConstant("an address")]
            while accept(.comma) { addresses.append(try parseConstant("an address")) }
            return .resolve(host, to: addresses)
        case .connect:
            let host = try parseConstant("a host and port")
            try require(.to)
            return .connect(host, to: try parseConstant("a host and port"))
        case .connections:
            if accept(.shared) { return .connections(.shared) }
            if accept(.per) {
                try require(.user)
                return .connections(.perUser)
            }
            guard accept(.new) else { throw expected("per user, shared or new per iteration") }
            try require(.per)
            try require(.iteration)
            return .connections(.newPerIteration)
        case .dns:
            if accept(.once) { return .lookupOnce }
            if accept(.every) { return .lookupEvery(try parseQuantity("a length of time such as 30s")) }
            guard accept(.per) else { throw expected("once, every 30s or per user") }
            try require(.user)
            return .lookupPerUser
        default: return .cookies(try parseSwitch())
        }
    }

    private func parseTLSItem(_ keyword: Keyword) throws(ParseFailure) -> TLSItemSyntax.Kind {
        advance()
        switch keyword {
        case .ca: return .authorities(try parseConstant("a file of certificates (PEM)"))
        case .certificate: return .certificate(try parseConstant("a file with a certificate (PEM)"))
        case .key: return .key(try parseConstant("a file with a private key (PEM)"))
        case .verify: return .verifies(try parseSwitch())
        case .min: return .oldest(try parseTLSVersion())
        case .max: return .newest(try parseTLSVersion())
        case .resumption: return .resumes(try parseSwitch())
        default:
            guard token.kind == .quote, !token.onNewLine else { throw expected("a host name in double quotes") }
            return .serverName(try parseString())
        }
    }

    /// `on` or `off`.
    func parseSwitch() throws(ParseFailure) -> Bool {
        guard !token.onNewLine else { throw expected("on or off") }
        if accept(.on) { return true }
        guard accept(.off) else { throw expected("on or off") }
        return false
    }

    private func parseHTTPVersion() throws(ParseFailure) -> Connection.Version {
        let written = token.onNewLine ? "" : text(token.range)
        guard let version = Connection.Version(rawValue: written) else { throw expected("1.1, 2 or 2 only") }
        advance()
        guard version == .http2, !token.onNewLine, accept(.only) else { return version }
        return .http2Only
    }

    private func parseTLSVersion() throws(ParseFailure) -> Connection.TLS.Version {
        let written = token.onNewLine ? "" : text(token.range)
        guard let version = Connection.TLS.Version(rawValue: written) else {
            if ["1.0", "1.1"].contains(written) {
                throw fail("tls-version", "TLS \(written)", at: token.range, "it is not spoken any more (RFC 8996)")
            }
            throw expected("1.2 or 1.3")
        }
        advance()
        return version
    }
}
