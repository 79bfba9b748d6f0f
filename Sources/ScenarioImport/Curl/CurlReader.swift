/// Reads command lines of curl(1): each becomes a step of one flow.
struct CurlReader {
    private var draft: Draft
    private var variables = CurlVariables()
    private var names = NameScope(separator: ".")
    private var steps: [Draft.Step] = []
    private var count = 0

    static func read(_ bytes: [UInt8], options: ImportOptions) throws(ImportError) -> Draft {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ImportError("these are no command lines: the text is not UTF-8")
        }
        var reader = CurlReader(options)
        try reader.read(Markers.cleaned(text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text))
        return reader.draft
    }

    private init(_ options: ImportOptions) {
        draft = Draft(title: options.name, target: "http://127.0.0.1:8080")
        draft.heading = ["Imported from command lines of curl."]
    }

    private mutating func read(_ text: String) throws(ImportError) {
        var variables = self.variables
        let commands =
            CmdReader.reads(text)
            ? CmdReader.commands(text)
            : try ShellReader.read(text) { name, usual in variables.stand(for: name, usual: usual) }
        self.variables = variables
        for command in commands where command.curl == nil {
            for (name, value) in assignments(command) ?? [] { self.variables.assign(name, value) }
        }
        self.variables.capture(commands.compactMap { $0.capture?.variable })
        self.variables.declareSecrets(in: &draft)
        var found = false
        for index in commands.indices {
            try Draft.checkCount(count)
            let before = commands[index].isPiped && index > 0 ? commands[index - 1] : nil
            if let words = commands[index].curl {
                found = true
                try Draft.checkCount(words.count)
                var command = commands[index]
                if command.input == nil { command.input = before?.output }
                note(assignmentsBefore: words, in: command, remarks: &command.remarks)
                addCommand(command, words)
            } else {
                addOther(commands[index], before, next: index + 1 < commands.count ? commands[index + 1] : nil)
            }
        }
        guard found else { throw ImportError("there is no curl command in the input") }
        guard steps.contains(where: \.hasRequests) else {
            throw ImportError("no curl command in the input has a URL that a scenario can request")
        }
        self.variables.declare(in: &draft)
        draft.chooseTarget(among: &steps)
        draft.flows = [Draft.Flow(name: "curl", steps: steps)]
        draft.addUsualLoad()
    }

    // MARK: Other commands

    /// A command that is not curl: it gives variables their values, makes or takes what curl reads and writes, or is said.
    private mutating func addOther(_ command: ShellCommand, _ before: ShellCommand?, next: ShellCommand?) {
        if assignments(command) != nil { return }
        if let word = command.words.first, let says = Self.blocks[word] {
            return steps.append(.comment("not translated: the shell's \(word): \(says)"))
        }
        let name = command.words.first { ShellCommand.assignment($0) == nil }.map { $0.excerpt(40) } ?? ""
        if command.isPiped, let before, before.curl != nil || before.isPiped {
            say("not translated: the output went to \(name)")
        } else if let next, next.isPiped, next.curl != nil, command.output != nil {
            return
        } else if !ShellCommand.structure.contains(name) {
            draft.heading.append("Not translated: the command \(name).")
        }
    }

    /// Words that decide how often commands are done.
    private static let blocks = [
        "for": "its requests are here once", "while": "its requests are here once",
        "until": "its requests are here once",
        "if": "its requests are always sent", "case": "all its requests are sent",
    ]

    /// What a command of assignments alone assigns; `nil` for any other command.
    private func assignments(_ command: ShellCommand) -> [(name: String, value: String)]? {
        var words = command.words[...]
        if ["export", "set", "local", "readonly", "declare"].contains(words.first) { words = words.dropFirst() }
        let assignments = words.compactMap { ShellCommand.assignment($0) }
        return !words.isEmpty && assignments.count == words.count ? assignments : nil
    }

    /// Adds a remark to the last request.
    private mutating func say(_ remark: String) {
        guard case .request(var request)? = steps.last else { return }
        request.remarks.append(remark)
        steps[steps.count - 1] = .request(request)
    }

    private func note(assignmentsBefore words: ArraySlice<String>, in command: ShellCommand, remarks: inout [String]) {
        for word in command.words[..<words.startIndex] {
            if let (name, _) = ShellCommand.assignment(word) {
                remarks.append("not translated: the environment variable \(name.excerpt(40))")
            }
        }
    }

    // MARK: Requests

    /// One command: `--next` and several URLs make several requests of it.
    private mutating func addCommand(_ command: ShellCommand, _ words: ArraySlice<String>) {
        for part in words.split(separator: "--next", omittingEmptySubsequences: true) {
            let (uses, operands) = CurlOption.parse(part)
            let urls = operands + uses.filter { $0.option == .url }.compactMap(\.value)
            if urls.isEmpty { steps.append(.comment("not translated: a curl command without a URL")) }
            let isLiteral = uses.contains { $0.spelling == "-g" || $0.spelling == "--globoff" }
            for url in urls {
                let expanded = variables.expandHead(of: url)
                var glob = CurlGlob()
                let text = isLiteral ? expanded : glob.replaced(expanded, variables: &variables)
                if ["ws://", "wss://"].contains(where: text.lowercased().hasPrefix) {
                    steps.append(
                        .comment("not translated: the web socket \(safe(url)): the language has no live connections")
                    )
                    continue
                }
                guard let parts = urlParts(text) else {
                    steps.append(.comment("not translated: the address \(safe(url)) is no HTTP URL with a fixed host"))
                    continue
                }
                addRequest(parts, uses, command, remarks: glob.remarks)
            }
        }
    }

    /// An address for a comment: without query, user and values that are not known.
    private func safe(_ url: String) -> String {
        let bare = url.prefix { $0 != "?" && $0 != "@" }
        return String(bare.unicodeScalars.map { $0.value > 0xEFFFF ? "…" : Character($0) }).excerpt(80)
    }

    /// curl guesses `http://` where the scheme is missing.
    private func urlParts(_ text: String) -> URLParts? {
        if let parts = URLParts(text) { return parts }
        if TextSearch.contains(text, "://") {
            // A host in a variable: what follows it is known all the same.
            guard let range = TextSearch.firstIndex(of: "://", in: text) else { return nil }
            return fromVariable(text[text.index(range, offsetBy: 3)...])
        }
        return URLParts(scheme: "http", rest: text[...]) ?? fromVariable(text[...])
    }

    private func fromVariable(_ text: Substring) -> URLParts? {
        guard let slash = text.firstIndex(of: "/"), Markers.isIn(String(text[..<slash])) else { return nil }
        var parts = URLParts(scheme: "http", rest: "127.0.0.1:8080" + text[slash...])
        parts?.isUnknown = true
        return parts
    }

    private mutating func addRequest(
        _ url: URLParts,
        _ uses: [CurlOption.Use],
        _ command: ShellCommand,
        remarks: [String]
    ) {
        var builder = CurlRequest(url: url, uses: uses, input: command.input, secrets: draft.secrets)
        builder.build()
        var request = builder.request
        guard RequestMaker.methods.contains(request.method) else {
            steps.append(.comment("not translated: \(RequestMaker.said(request.method)) is no method of the language"))
            return
        }
        count += 1
        request.origin = url.isUnknown ? nil : url.origin
        request.name = names.take(StepNaming.name(method: request.method, segments: url.segments))
        request.comments = command.comments + request.comments
        request.remarks += command.remarks + remarks
        for (line, once) in builder.ways where !draft.addWay(line, once: once) {
            request.remarks.append("not translated: another command says it otherwise: \(line)")
        }
        if let (variable, query) = command.capture {
            request.captures.append(Draft.Capture(name: Names.variable(variable), source: "json \(query)"))
        }
        request = variables.markers.restore(request)
        Credentials.recognise(in: &request)
        steps.append(.request(request))
    }
}
