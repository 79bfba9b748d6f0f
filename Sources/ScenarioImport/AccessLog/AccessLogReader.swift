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
    private var reader = LogLineReader()
    /// The latest moment so far, and where the log went back by more than a session's gap.
    private var latest = Int.min
    private var restarts = 0
    private var firstRestart: (line: Int, gap: Int)?
    private var assets: [String: Int] = [:]
    private var hosts: [String: Int] = [:]

    /// Longer lines are none of a log.
    private static let longestLine = 1 << 16

    /// Reads logs; of several, the one that begins first comes first.
    static func read(
        options: ImportOptions,
        inputs: [LogInput]
    ) throws(ImportError) -> Draft {
        var logs: [(first: Int, stream: GzipStream, piece: [UInt8])] = []
        for input in inputs {
            let stream = GzipStream(input.next)
            let piece = try stream.next()
            logs.append((inputs.count > 1 ? firstMoment(piece) : 0, stream, piece))
        }
        var reader = AccessLogReader()
        for log in logs.enumerated().sorted(by: { ($0.element.first, $0.offset) < ($1.element.first, $1.offset) }) {
            try reader.read(log.element.piece, log.element.stream, options)
        }
        return try reader.finished(options)
    }

    /// When a log begins, by the first of its lines that can be read.
    private static func firstMoment(_ piece: [UInt8]) -> Int {
        var reader = LogLineReader()
        for line in piece.split(separator: 0x0A).prefix(100) {
            if line.first == UInt8(ascii: "#") { reader.readDirective(line) }
            if let request = LogRequest(line: line, reader: &reader) { return request.end }
        }
        return Int.max
    }

    private mutating func read(
        _ first: [UInt8],
        _ stream: GzipStream,
        _ options: ImportOptions
    ) throws(ImportError) {
        var rest: [UInt8] = []
        var isTooLong = false
        var piece = first
        while !piece.isEmpty {
            var start = 0
            while let index = piece[start...].firstIndex(of: 0x0A) {
                if isTooLong || rest.count + index - start > Self.longestLine {
                    addMalformed()
                } else if rest.isEmpty {
                    add(piece[start..<index], options)
                } else {
                    rest += piece[start..<index]
                    add(rest[...], options)
                }
                rest = []
                isTooLong = false
                start = index + 1
            }
            rest += piece[start...]
            if rest.count > Self.longestLine {
                rest = []
                isTooLong = true
            }
            if malformed > 10_000, malformed == lines { return }
            piece = try stream.next()
        }
        if isTooLong { addMalformed() } else if !rest.isEmpty { add(rest[...], options) }
    }

    private mutating func addMalformed() {
        lines += 1
        malformed += 1
        if firstMalformed == nil { firstMalformed = lines }
    }

    private mutating func add(_ line: ArraySlice<UInt8>, _ options: ImportOptions) {
        guard line.contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) else { return }
        guard line.first != UInt8(ascii: "#") else { return reader.readDirective(line) }
        guard let request = LogRequest(line: line, reader: &reader) else { return addMalformed() }
        lines += 1
        noteOrder(request)
        if let host = request.host, hosts.count < 1000 || hosts[host] != nil { hosts[host, default: 0] += 1 }
        guard RequestMaker.methods.contains(request.method) else { return strange += 1 }
        let path = request.target.prefix { $0 != "?" }
        if let asset = AssetKind.of(path: path), !options.withAssets { return assets[asset, default: 0] += 1 }
        curve.extend(to: request.end)
        guard let template = templates.add(request) else { return }
        if sessions.add(request, template: template) { curve.add(request.end &- request.duration) }
    }

    /// Rotated logs come in any order: where the log goes back, a new file begins, and with it new sessions.
    private mutating func noteOrder(_ request: LogRequest) {
        if latest != Int.min, latest &- request.end > SessionTable.gap {
            restarts += 1
            if firstRestart == nil { firstRestart = (lines, latest &- request.end) }
            sessions.closeAll()
            latest = request.end
        }
        latest = max(latest, request.end)
    }

    private mutating func finished(_ options: ImportOptions) throws(ImportError) -> Draft {
        guard lines > malformed else {
            throw ImportError(
                lines == 0
                    ? "the access log is empty"
                    : "this is not an access log in the combined format, the W3C extended one, that of an AWS load balancer or in JSON: "
                        + "no line of the first \(lines) could be read"
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
            "Imported from an access log of \(Count.text(lines - malformed, "request")) in \(Count.text(sessions.sessions, "session")): requests of one "
                + "address and browser with less than 30 minutes between them."
        ]
        if covered < sessions.sessions {
            let share = Int((100 * Double(sessions.sessions - covered) / Double(sessions.sessions)).rounded())
            draft.heading.append(
                "The flows are the \(shapes.count) most frequent kinds of sessions; the other \(share) % of the sessions "
                    + "went other ways and are not here (--flows writes more)."
            )
        }
        if let restart = firstRestart {
            draft.heading.append(
                "The log goes back in time \(Count.text(restarts, "time")), first at line \(restart.line) by "
                    + "\(Spelling.duration(milliseconds: restart.gap / 1000 * 1000)): it is read as files in another order, "
                    + "and the arrivals are in theirs."
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
        if strange > 0 {
            draft.heading.append("Left out: \(Count.text(strange, "request")) with methods that the language has not.")
        }
        if templates.overflow > 0 {
            draft.heading.append(
                "Left out: \(Count.text(templates.overflow, "request")) to more different paths than can be told apart, or "
                    + "with paths or queries of more than 100 parts."
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
            let parts = URLParts(scheme: host.hasSuffix(":443") ? "https" : "http", rest: host[...])
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
