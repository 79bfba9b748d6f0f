extension ScenarioWriter {
    /// A request with its clauses.
    mutating func write(_ request: Draft.Request) {
        for text in request.comments { comment(text) }
        // The formatter lays a comment out with what follows it: inside where there is something inside.
        let isBare =
            request.query.isEmpty && request.headers.isEmpty && request.body == nil && request.auth == nil
            && request.clauses.isEmpty
            && request.checks.isEmpty && request.captures.isEmpty
            && !request.statuses.contains { (100...599).contains($0) }
        if isBare { for text in request.remarks { comment(text) } }
        let times = request.poll.map { " every \($0.interval) for \($0.limit)" } ?? ""
        let word = request.poll == nil ? "" : "poll "
        let path = Spelling.path(veil(request.path))
        let address = request.origin.map { "\"\($0)\(path)\"" } ?? path
        line("\(word)\(request.method) \(address) as \(request.name)\(times)")
        nested { writer in
            if !isBare { for text in request.remarks { writer.comment(text) } }
            for field in request.query { writer.field("query", field) }
            for field in request.headers { writer.field("header", field) }
            if let auth = request.auth { writer.write(auth) }
            if let body = request.body { writer.write(body) }
            for clause in request.clauses { writer.line(clause) }
            writer.writeStatuses(request.statuses)
            for check in request.checks { writer.line(writer.veil(clause: check)) }
            for capture in request.captures {
                if let hint = capture.comment { writer.comment(hint) }
                writer.line("capture \(capture.name) = \(capture.source)")
            }
        }
    }

    /// `auth basic "user" "password"`, `auth bearer EXPRESSION`.
    mutating func write(_ auth: Draft.Auth) {
        switch auth {
        case .bearer(let expression): line("auth bearer \(expression)")
        case .basic(let user, let password):
            line("auth basic \(Spelling.quoted(veil(user))) \(Spelling.quoted(veil(password)))")
        }
    }

    /// `header Name: value`.
    mutating func field(_ word: String, _ field: Draft.Field) {
        line("\(word) \(Spelling.name(field.name)): \(Spelling.value(veil(field.value)))")
    }

    private mutating func writeStatuses(_ statuses: [Int]) {
        let codes = Array(Set(statuses)).sorted().filter { (100...599).contains($0) }
        guard let first = codes.first else { return }
        line(
            codes.count == 1
                ? "expect status \(first)" : "expect status in " + codes.map(String.init).joined(separator: ", ")
        )
    }

    // MARK: Bodies

    private mutating func write(_ body: Draft.Body) {
        switch body {
        case .raw(let text): line("body " + Spelling.quoted(veil(text)))
        case .form(let fields): write("form", fields)
        case .multipart(let fields): write("multipart", fields)
        case .graphql(let query, let variables):
            line("graphql {")
            nested { writer in
                writer.line("query \(Spelling.quoted(writer.veil(query)))")
                if let variables { writer.write(variables.mapTexts(writer.veil), before: "variables ", behind: "") }
            }
            line("}")
        case .json(let value):
            let value = value.mapTexts(veil)
            write(value, before: "json ", behind: "")
        }
    }

    /// `form { name: value, … }`, on one line where it fits.
    private mutating func write(_ word: String, _ fields: [Draft.Field]) {
        let words = fields.map { "\(Spelling.name($0.name)): \(Spelling.value(veil($0.value)))" }
        let row = "\(word) { " + words.joined(separator: ", ") + " }"
        guard row.count > Self.width, words.count > 1 else { return line(words.isEmpty ? "\(word) { }" : row) }
        line("\(word) {")
        nested { writer in for word in words { writer.line(word) } }
        line("}")
    }

    /// JSON on one line where it fits, a member a line otherwise.
    private mutating func write(_ value: DraftJSON, before: String, behind: String) {
        if let row = Self.row(value, room: Self.width - before.count) { return line(before + row + behind) }
        switch value {
        case .bare, .text, .place: line(before + Self.scalar(value) + behind)
        case .array(let items):
            line(before + "[")
            nested { writer in
                for (index, item) in items.enumerated() {
                    writer.write(item, before: "", behind: index + 1 < items.count ? "," : "")
                }
            }
            line("]" + behind)
        case .object(let members):
            line(before + "{")
            nested { writer in
                for (index, member) in members.enumerated() {
                    let name = Spelling.json(DraftText(member.name)) + ": "
                    writer.write(member.value, before: name, behind: index + 1 < members.count ? "," : "")
                }
            }
            line("}" + behind)
        }
    }

    private static func scalar(_ value: DraftJSON) -> String {
        switch value {
        case .bare(let text): text
        case .text(let text): Spelling.json(text)
        case .place(let expression): "${\(expression)}"
        case .array, .object: "null"
        }
    }

    /// The value on one line, or `nil` where it needs more than `room` characters.
    private static func row(_ value: DraftJSON, room: Int) -> String? {
        guard room > 0 else { return nil }
        let text: String
        switch value {
        case .bare, .text, .place: text = scalar(value)
        case .array(let items):
            guard let row = joined(items.lazy.map { ("", $0) }, room: room) else { return nil }
            text = "[\(row)]"
        case .object(let members):
            let named = members.lazy.map { (Spelling.json(DraftText($0.name)) + ": ", $0.value) }
            guard let row = joined(named, room: room) else { return nil }
            text = row.isEmpty ? "{}" : "{ \(row) }"
        }
        return text.count <= room ? text : nil
    }

    private static func joined(_ parts: some Sequence<(String, DraftJSON)>, room: Int) -> String? {
        var text = ""
        for (name, value) in parts {
            guard let row = row(value, room: room - text.count - name.count) else { return nil }
            text += (text.isEmpty ? "" : ", ") + name + row
        }
        return text
    }
}
