/// Reads an access log line by line: sessions become flows, their starts the arrivals. Memory depends on how many
/// sessions are open and how many different paths there are, both limited, not on the log's length.
struct AccessLogReader {
    private var templates = PathTemplates()
    private var sessions = SessionTable()
    private var curve = ArrivalCurve()
    private var lines = 0
    private var malformed = 0
    private var firstMalformed: Int?
    private var strange = 0
    private var assets: [String: Int] = [:]
    private var hosts: [String: Int] = [:]

    /// Longer lines are none of a log.
    private static let longestLine = 1 << 16

    static func read(options: ImportOptions, next: () throws(ImportError) -> [UInt8]) throws(ImportError) -> Draft {
        var reader = AccessLogReader()
        var rest: [UInt8] = []
        var isTooLong = false
        while true {
            let piece = try next()
            guard !piece.isEmpty else { break }
            var start = 0
            for (index, byte) in piece.enumerated() where byte == 0x0A {
                if isTooLong || rest.count + index - start > longestLine {
                    reader.addMalformed()
                } else if rest.isEmpty {
                    reader.add(piece[start..<index], options)
                } else {
                    rest += piece[start..<index]
                    reader.add(rest[...], options)
                }
                rest = []
                isTooLong = false
                start = index + 1
            }
            rest += piece[start...]
            if rest.count > longestLine {
                rest = []
                isTooLong = true
            }
            if reader.malformed > 10_000, reader.malformed == reader.lines { break }
        }
        if isTooLong { reader.addMalformed() } else if !rest.isEmpty { reader.add(rest[...], options) }
        return try reader.finished(options)
    }

    private mutating func addMalformed() {
        lines += 1
        malformed += 1
        if firstMalformed == nil { firstMalformed = lines }
    }

    private mutating func add(_ line: ArraySlice<UInt8>, _ options: ImportOptions) {
        if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { return }
        guard let request = LogRequest(line: line) else { return addMalformed() }
        lines += 1
        if let host = request.host, hosts.count < 1000 || hosts[host] != nil { hosts[host, default: 0] += 1 }
        guard RequestMaker.methods.contains(request.method) else { return strange += 1 }
        let path = request.target.prefix { $0 != "?" }
        if let asset = AssetKind.of(path: path), !options.withAssets { return assets[asset, default: 0] += 1 }
        curve.extend(to: request.end)
        guard let template = templates.add(request) else { return }
        if sessions.add(request, template: template) { curve.add(request.end &- request.duration) }
    }

    private mutating func finished(_ options: ImportOptions) throws(ImportError) -> Draft {
        guard lines > malformed else {
            throw ImportError(
                lines == 0
                    ? "the access log is empty"
                    : "this is not an access log in the combined format or in JSON: no line of the first \(lines) could be read"
            )
        }
        let shapes = sessions.finish(most: options.flows)
        guard !shapes.isEmpty else { throw ImportError("the access log has no requests but for static files") }
        var draft = Draft(title: options.name, target: "http://127.0.0.1:8080")
        describe(&draft, shapes)
        var writer = SessionFlows(templates: templates.templates, secrets: draft.secrets)
        let covered = shapes.reduce(0) { $0 + $1.count }
        draft.flows = shapes.map { writer.flow($0, share: Double($0.count) / Double(covered)) }
        draft.secrets = writer.secrets
        addLoad(to: &draft, options)
        return draft
    }

    private func describe(_ draft: inout Draft, _ shapes: [SessionTable.Shape]) {
        let covered = shapes.reduce(0) { $0 + $1.count }
        draft.heading = [
            "Imported from an access log of \(lines - malformed) requests in \(sessions.sessions) sessions: requests of one "
                + "address and browser with less than 30 minutes between them."
        ]
        if covered < sessions.sessions {
            let share = Int((100 * Double(sessions.sessions - covered) / Double(sessions.sessions)).rounded())
            draft.heading.append(
                "The flows are the \(shapes.count) most frequent kinds of sessions; the other \(share) % of the sessions "
                    + "went other ways and are not here (--flows writes more)."
            )
        }
        if malformed > 0 {
            draft.heading.append(
                "\(malformed) of \(lines) lines could not be read, the first is line \(firstMalformed ?? 0)."
            )
        }
        if !assets.isEmpty {
            let parts = assets.sorted { $0.key < $1.key }.map { "\($0.key) (\($0.value))" }
            draft.heading.append("Left out: \(parts.joined(separator: ", ")).")
        }
        if strange > 0 { draft.heading.append("Left out: \(strange) requests with methods that the language has not.") }
        if templates.overflow > 0 {
            draft.heading.append(
                "Left out: \(templates.overflow) requests to more different paths than can be told apart."
            )
        }
        if sessions.cut > 0 {
            draft.heading.append(
                "\(sessions.cut) sessions were longer than \(SessionTable.longest) steps and are cut there."
            )
        }
        draft.heading.append(
            "A log has no bodies, no headers and no answers: what is sent in them is yours to add. Identifiers are drawn from "
                + "the range that the log has."
        )
        if let host = hosts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) })?.key,
            let parts = URLParts(scheme: "http", rest: host[...])
        {
            draft.target = parts.origin
            if hosts.count > 1 {
                draft.heading.append("The log has \(hosts.count) hosts; the target is the most frequent.")
            }
        }
    }

    private func addLoad(to draft: inout Draft, _ options: ImportOptions) {
        let mean = max(0.0001, curve.mean)
        draft.load = [
            "# Sessions began at \(ArrivalCurve.text(mean))/s on average, over "
                + "\(Spelling.duration(milliseconds: curve.seconds &* 1000))."
        ]
        if curve.seconds > ArrivalCurve.longest {
            draft.load.append("# not translated: what comes behind the first 30 days")
        }
        if options.mayWriteFiles {
            let name = "\(options.fileBase).arrivals.csv"
            draft.files = [ImportedFile(name: name, bytes: Array(curve.csv.utf8))]
            draft.load.append("rate from \(Spelling.quoted(name))")
        } else {
            let length = Spelling.duration(milliseconds: min(curve.seconds, ArrivalCurve.longest) &* 1000)
            draft.load += [
                "# With --out FILE, their curve is written beside the scenario: rate from \"….csv\"",
                "rate \(ArrivalCurve.text(mean))/s for \(length)",
            ]
        }
        draft.load.append("arrivals poisson")
        draft.addUsualObjectives()
    }
}
