import Foundation
import Groundwork
import LoadPlan

/// How a target is reached: the lines of its block as a ``Connection``.
struct ConnectionAnalysis {
    let bag: DiagnosticBag
    let names: Namespace
    /// Where each of the connection's detours names its host.
    private(set) var detourRanges: [TextRange] = []

    init(bag: DiagnosticBag, names: Namespace) {
        self.bag = bag
        self.names = names
    }

    /// The connection that the lines describe; mistakes are said.
    mutating func run(_ items: [TargetItemSyntax]) -> Connection {
        var connection = Connection()
        var first: [Keyword: TextRange] = [:]
        for item in items {
            if item.word != .resolve, item.word != .connect, let before = first[item.word] {
                repeated(item.word, item.range, before)
            }
            first[item.word] = first[item.word] ?? item.range
            apply(item, to: &connection)
        }
        checkTogether(connection, first)
        return connection
    }

    private func repeated(_ word: Keyword, _ range: TextRange, _ before: TextRange) {
        let line = bag.source.place(at: before.start).line
        bag.error("duplicate-clause", "a second '\(word.rawValue)'", at: range, "line \(line) has it already")
    }

    private mutating func apply(_ item: TargetItemSyntax, to connection: inout Connection) {
        switch item.kind {
        case .version(let version): connection.version = version
        case .tls(let items): tls(items, into: &connection)
        case .proxy(let url): connection.proxy = proxy(url)
        case .interface(let name): connection.interface = nonempty(name, "an interface")
        case .source(let address): connection.sourceAddress = nonempty(address, "an address")
        case .unixSocket(let path): connection.unixSocket = file(path)
        case .resolve(let host, let addresses):
            guard let (name, port) = place(host) else { return }
            detourRanges.append(host.range)
            connection.detours.append(
                Connection.Detour(host: name, port: port, toHosts: addresses.map(\.text), toPort: nil)
            )
        case .connect(let host, let other):
            guard let (name, port) = place(host), let (toName, toPort) = place(other) else { return }
            detourRanges.append(host.range)
            connection.detours.append(Connection.Detour(host: name, port: port, toHosts: [toName], toPort: toPort))
        case .connections(let sharing): connection.sharing = sharing
        case .lookupOnce: connection.lookup = .once
        case .lookupPerUser: connection.lookup = .perUser
        case .lookupEvery(let quantity):
            guard let pause = QuantityAnalysis(bag: bag, names: names).duration(quantity, "a pause") else { return }
            if pause < Nanoseconds.second {
                bag.error("quantity", "a pause of less than a second", at: quantity.range, "write 1s or more")
            }
            connection.lookup = .every(max(pause, Nanoseconds.second))
        case .cookies(let keeps): connection.cookies = keeps
        }
    }

    /// What cannot be had at once.
    private func checkTogether(_ connection: Connection, _ ranges: [Keyword: TextRange]) {
        func clash(_ one: Keyword, _ other: Keyword, _ why: String) {
            guard let range = ranges[one], ranges[other] != nil else { return }
            bag.error("clash", "'\(one.rawValue)' and '\(other.rawValue)' at once", at: range, why)
        }
        clash(.source, .interface, "an address belongs to one interface; say one of them")
        clash(.unix, .proxy, "a unix socket leads to the service directly")
        clash(.unix, .connect, "a unix socket leads to the service whatever its host is")
        if connection.lookup != .once {
            clash(.dns, .proxy, "the proxy looks names up")
            clash(.dns, .unix, "a unix socket needs no name")
        }
        if connection.lookup == .perUser {
            clash(.dns, .resolve, "a name that is looked up cannot be given its address")
            clash(.dns, .connect, "a name that is looked up cannot be replaced")
            if connection.sharing == .shared { clash(.dns, .connections, "shared connections belong to no user") }
        }
    }

    // MARK: TLS

    private func tls(_ items: [TLSItemSyntax], into connection: inout Connection) {
        var first: [Keyword: TextRange] = [:]
        for item in items {
            if let before = first[item.word] { repeated(item.word, item.range, before) }
            first[item.word] = first[item.word] ?? item.range
            switch item.kind {
            case .authorities(let path): connection.tls.authorities = file(path)
            case .certificate(let path): connection.tls.certificate = file(path)
            case .key(let path): connection.tls.key = file(path)
            case .verifies(let verifies): connection.tls.verifies = verifies
            case .oldest(let version): connection.tls.oldest = version
            case .newest(let version): connection.tls.newest = version
            case .resumes(let resumes): connection.tls.resumes = resumes
            case .serverName(let name): connection.serverName = serverName(name)
            }
        }
        if connection.tls.oldest == .tls13, connection.tls.newest == .tls12, let range = first[.max] {
            bag.error("empty-range", "no version of TLS is left", at: range, "max is older than min")
        }
        if connection.tls.certificate == nil, let range = first[.key] {
            bag.error("tls", "a key without its certificate", at: range, "write certificate \"FILE\" too")
        }
    }

    /// A host name that may depend on the user's labels.
    private func serverName(_ syntax: TemplateSyntax) -> Template? {
        var segments: [Template.Segment] = []
        for segment in syntax.segments {
            switch segment {
            case .literal(let bytes): segments.append(.literal(bytes))
            case .place(let place, _):
                if case .name(let name) = place.kind, let label = UserAttribute(rawValue: name),
                    label == .tenant || label == .region
                {
                    segments.append(.place(.attribute(label), .url))
                } else if let value = constant(place, "tenant, region, parameters and secrets can stand here") {
                    segments.append(.literal(Array(value.utf8)))
                } else {
                    return nil
                }
            }
        }
        let literals = segments.compactMap { segment in if case .literal(let bytes) = segment { bytes } else { nil } }
        guard !segments.isEmpty, literals.joined().allSatisfy(Self.isHostByte) else {
            bag.error("host", "not a host name", at: syntax.range, "letters, digits, '-' and '.' make one")
            return nil
        }
        return Template(segments: segments)
    }

    private static func isHostByte(_ byte: UInt8) -> Bool {
        Lexer.isWord(byte) && byte < 0x80 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }

    // MARK: Parts

    private func proxy(_ syntax: TemplateSyntax) -> Connection.Proxy? {
        var url = ""
        var hasSecret = false
        for segment in syntax.segments {
            switch segment {
            case .literal(let bytes): url += String(decoding: bytes, as: UTF8.self)
            case .place(let place, _):
                guard let value = constant(place, "parameters and secrets can stand here") else { return nil }
                hasSecret = true
                // A part of a URL is written for where it stands; a whole one stands as it is.
                let isPart = url.contains("//")
                url += isPart ? PercentEncoding.encoded(value) : value
            }
        }
        do throws(ProxyURL.Mistake) {
            let proxy = try ProxyURL.parse(url)
            guard let password = proxy.password else { return proxy }
            if !hasSecret {
                bag.error(
                    "secret-in-scenario",
                    "a password does not belong into a scenario",
                    at: syntax.range,
                    "declare secret NAME and write ${NAME} in its place"
                )
            }
            names.secrets.append(Plan.Secret(name: "proxy", value: password))
            return proxy
        } catch {
            bag.error("proxy", "not a proxy's URL", at: syntax.range, error.label)
            return nil
        }
    }

    /// A parameter's or secret's value as text.
    private func constant(_ place: ExpressionSyntax, _ label: String) -> String? {
        if case .name(let name) = place.kind {
            names.used.insert(name)
            if let parameter = names.parameters[name] { return ParameterAnalysis.text(parameter.value) }
            if let secret = names.secrets.first(where: { $0.name == name }) { return secret.value }
            if names.declared[name] != nil || names.lost.contains(name) { return nil }
        }
        bag.error("place-not-allowed", "a place that is not known before the run", at: place.range, label)
        return nil
    }

    /// `host[:port]`.
    private func place(_ name: NameSyntax) -> (host: String, port: Int?)? {
        do throws(TargetAnalysis.Mistake) {
            let target = try TargetAnalysis.parse("http://" + name.text)
            guard target.basePath.isEmpty else { throw TargetAnalysis.Mistake(label: "write a host and a port only") }
            // Without a port of its own the URL has the default one.
            let digits = name.text.last?.isNumber ?? false
            let hasPort = digits && name.text.dropFirst(target.host.count).hasPrefix(":")
            return (target.host, hasPort ? target.port : nil)
        } catch {
            bag.error("host", "not a host and port", at: name.range, error.label)
            return nil
        }
    }

    /// A path is meant beside the scenario.
    private func file(_ name: NameSyntax) -> String? {
        nonempty(name, "a path").map { ScenarioPath.resolve($0, beside: bag.source.path(at: name.range.start)) }
    }

    private func nonempty(_ name: NameSyntax, _ what: String) -> String? {
        if !name.text.isEmpty, !name.text.utf8.contains(0) { return name.text }
        bag.error("empty-text", "an empty text", at: name.range, "\(what) is missing")
        return nil
    }
}
