/// Writes flows from the shapes of sessions.
struct SessionFlows {
    let templates: [PathTemplates.Template]
    var secrets: SecretKeeper
    private var names = NameScope(separator: ".")

    init(templates: [PathTemplates.Template], secrets: SecretKeeper) {
        self.templates = templates
        self.secrets = secrets
    }

    /// The flow of one shape; `share` is its part of all flows.
    mutating func flow(_ shape: SessionTable.Shape, share: Double) -> Draft.Flow {
        var scope = NameScope(separator: ".")
        var steps: [Draft.Step] = []
        for (index, number) in shape.templates.enumerated() {
            guard templates.indices.contains(Int(number)) else { continue }
            if index > 0, let pause = Self.pause(shape.pauses[index]) { steps.append(.think(pause)) }
            let request = request(templates[Int(number)], &scope)
            let rounds = Int((Double(shape.rounds[index]) / Double(max(1, shape.count))).rounded())
            if rounds > 1 {
                let inner = Self.pause(shape.inner[index]).map { [Draft.Step.think($0)] } ?? []
                steps.append(.rounds(min(rounds, 1000), [.request(request)] + inner))
            } else {
                steps.append(.request(request))
            }
        }
        let percent = max(0.1, (share * 1000).rounded() / 10)
        return Draft.Flow(
            name: names.take(name(shape)),
            weight: ArrivalCurve.text(percent),
            comments: ["\(Count.text(shape.count, "session")) of the log went this way."],
            steps: steps
        )
    }

    /// What a session did last that changed something, or else where it came to.
    private func name(_ shape: SessionTable.Shape) -> String {
        let all = shape.templates.compactMap { templates.indices.contains(Int($0)) ? templates[Int($0)] : nil }
        let telling = all.last { !["GET", "HEAD", "OPTIONS"].contains($0.method) } ?? all.last
        return telling.map(Self.name) ?? "visit"
    }

    private static func name(_ template: PathTemplates.Template) -> String {
        StepNaming.name(method: template.method, segments: template.segments.map { $0 ?? "{}" })
    }

    /// From the median to the ninth of ten pauses, where that is more than a script's.
    private static func pause(_ sampled: Sampled) -> String? {
        guard let middle = sampled.quantile(0.5), let high = sampled.quantile(0.9), high >= 300 else { return nil }
        let low = Spelling.rounded(milliseconds: min(middle, SessionTable.gap))
        let top = Spelling.rounded(milliseconds: min(high, SessionTable.gap))
        guard low < top else { return Spelling.duration(milliseconds: top) }
        return Spelling.duration(milliseconds: low) + ".." + Spelling.duration(milliseconds: top)
    }

    private mutating func request(_ template: PathTemplates.Template, _ scope: inout NameScope) -> Draft.Request {
        var request = Draft.Request(method: template.method, path: "", name: scope.take(Self.name(template)))
        var path = DraftText()
        var place = 0
        for segment in template.segments {
            path.append("/")
            if let segment {
                path.append(segment)
            } else if place < template.places.count {
                path.append(value(template.places[place], remarks: &request.remarks))
                place += 1
            }
        }
        if template.endsWithSlash || template.segments.isEmpty { path.append("/") }
        request.path = path
        for field in template.query {
            if Sensitive.isField(field.name), field.seen.kind == .text {
                let secret = secrets.name(for: "", hint: field.name, comment: "the field \(field.name)")
                request.query.append(Draft.Field(name: field.name, value: .place(secret)))
            } else {
                let value = value(field.seen, remarks: &request.remarks)
                request.query.append(Draft.Field(name: field.name, value: value))
            }
        }
        addStatuses(template, to: &request)
        if ["POST", "PUT", "PATCH"].contains(template.method) {
            request.remarks.append("not translated: the body, which a log does not have")
        }
        return request
    }

    /// A value for a place, of the kind that was seen there.
    private func value(_ seen: PathTemplates.Seen, remarks: inout [String]) -> DraftText {
        switch seen.kind {
        case .personal(let kind):
            Self.say("the log has data of people here; these are made up", &remarks)
            return .place(kind.expression)
        case .secret(let hint):
            return .place(secrets.name(for: "", hint: hint, comment: "a secret in the log"))
        case .number:
            return seen.low < seen.high ? .place("random(\(seen.low), \(seen.high))") : DraftText("\(seen.high)")
        case .uuid:
            Self.say("the log has UUIDs here; these are made up", &remarks)
            return .place("uuid()")
        case .hex(let count):
            Self.say("the log has hexadecimal identifiers here; these are made up", &remarks)
            var text = DraftText()
            var left = min(count, 64)
            while left > 0 {
                let digits = min(left, 15)
                let high = String(repeating: "9", count: digits)
                let low = digits == 1 ? "0" : "1" + String(repeating: "0", count: digits - 1)
                text.appendPlace("random(\(low), \(high))")
                left -= digits
            }
            return text
        case .date: return .place("date(\"UTC\", 1d) | \"yyyy-MM-dd\"")
        case .token:
            Self.say("the log has identifiers of letters and digits here; these are made up", &remarks)
            return .place("uuid()")
        case .text:
            let values = seen.values.filter { !$0.contains("@") && !SecretScanner.hasShape($0) }
            if values.count < seen.values.count {
                Self.say("the log has data of people here; these are made up", &remarks)
                return .place("email()")
            }
            guard values.count > 1 else { return DraftText(values.first ?? "") }
            if seen.hasMore { Self.say("the log has more values than these", &remarks) }
            return .place("choice(" + values.map { Spelling.quoted($0) }.joined(separator: ", ") + ")")
        }
    }

    private static func say(_ remark: String, _ remarks: inout [String]) {
        if !remarks.contains(remark) { remarks.append(remark) }
    }

    /// Codes that at least one in twenty answers had.
    private func addStatuses(_ template: PathTemplates.Template, to request: inout Draft.Request) {
        let usual = template.statuses.filter { $0.value * 20 >= template.count }.map(\.key)
        let good = usual.filter { $0 < 400 }
        request.statuses = good
        let bad = usual.filter { $0 >= 400 }.sorted()
        if !bad.isEmpty {
            let shares = bad.map { "\($0) in \(100 * (template.statuses[$0] ?? 0) / max(1, template.count)) %" }
            request.remarks.append(
                "the log has \(shares.joined(separator: ", ")) of the answers; a legitimate one gets a name: "
                    + "outcome NAME when status == \(bad[0])"
            )
        }
    }
}
