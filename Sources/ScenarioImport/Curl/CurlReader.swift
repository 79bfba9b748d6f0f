/// Reads command lines of curl(1): each becomes a step of one flow.
struct CurlReader {
    private var draft: Draft
    private var markers = Markers()
    private var names = NameScope(separator: ".")
    private var steps: [Draft.Step] = []
    /// Shell variables that became parameters.
    private var parameters: [String: String] = [:]
    private var target: String?

    static func read(_ bytes: [UInt8], options: ImportOptions) throws(ImportError) -> Draft {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ImportError("these are no command lines: the text is not UTF-8")
        }
        var reader = CurlReader(options)
        try reader.read(Markers.cleaned(text))
        return reader.draft
    }

    private init(_ options: ImportOptions) {
        draft = Draft(title: options.name, target: "http://127.0.0.1:8080")
        draft.heading = ["Imported from command lines of curl."]
    }

    private mutating func read(_ text: String) throws(ImportError) {
        var variables: [String: String] = [:]
        var order: [String] = []
        var markers = Markers()
        let commands = try ShellReader.read(text) { name in
            if let known = variables[name] { return known }
            let expression =
                Sensitive.isField(name) ? Names.secret(name) : Names.variable(name)
            let mark = markers.mark(expression)
            variables[name] = mark
            order.append(name)
            return mark
        }
        self.markers = markers
        for name in order { declare(name) }
        var found = false
        for command in commands {
            try Draft.checkCount(steps.count)
            var words = command.words[...]
            // A prompt, and words before the command: `$ time curl …`.
            while let first = words.first, first != "curl", !first.hasSuffix("/curl"), words.count > 1,
                first == "$" || first == "%" || first == "time" || first == "sudo" || Self.isAssignment(first)
            {
                words = words.dropFirst()
            }
            guard let first = words.first, first == "curl" || first.hasSuffix("/curl") else {
                draft.heading.append("Not translated: the command \(command.words.first.map { $0.prefix(60) } ?? "").")
                continue
            }
            found = true
            try Draft.checkCount(words.count)
            addCommand(command, words.dropFirst())
        }
        guard found else { throw ImportError("there is no curl command in the input") }
        guard steps.contains(where: \.hasRequests) else {
            throw ImportError("no curl command in the input has a URL that a scenario can request")
        }
        if let target { draft.target = target }
        draft.flows = [Draft.Flow(name: "curl", steps: steps)]
        draft.addUsualLoad()
    }

    private static func isAssignment(_ word: String) -> Bool {
        guard let equals = word.firstIndex(of: "="), equals != word.startIndex else { return false }
        return word[..<equals].allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
    }

    private mutating func declare(_ name: String) {
        if Sensitive.isField(name) {
            _ = draft.secrets.name(for: "", hint: name, comment: "the shell's $\(name)")
        } else {
            let variable = Names.variable(name)
            guard !draft.parameters.contains(where: { $0.name == variable }) else { return }
            draft.parameters.append(
                Draft.Parameter(
                    name: variable,
                    value: "\"\"",
                    comment: name == "command_output"
                        ? "what the command in $( ) gives" : "the shell's $\(name): put its value"
                )
            )
        }
    }

    /// One command: `--next` and several URLs make several requests of it.
    private mutating func addCommand(_ command: ShellReader.Command, _ words: ArraySlice<String>) {
        for part in words.split(separator: "--next", omittingEmptySubsequences: true) {
            let (uses, operands) = CurlOption.parse(part)
            let urls = operands + uses.filter { $0.option == .url }.compactMap(\.value)
            if urls.isEmpty { steps.append(.comment("not translated: a curl command without a URL")) }
            for url in urls {
                guard let parts = urlParts(url) else {
                    steps.append(.comment("not translated: the address \(safe(url)) is no HTTP URL with a fixed host"))
                    continue
                }
                addRequest(parts, uses, command)
            }
        }
    }

    /// An address for a comment: without query, user and values that are not known.
    private func safe(_ url: String) -> String {
        let bare = url.prefix { $0 != "?" && $0 != "@" }
        return String(bare.unicodeScalars.map { $0.value > 0xEFFFF ? "…" : Character($0) }.prefix(80))
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
        return URLParts(scheme: "http", rest: "127.0.0.1:8080" + text[slash...])
    }

    private mutating func addRequest(_ url: URLParts, _ uses: [CurlOption.Use], _ command: ShellReader.Command) {
        var builder = CurlRequest(url: url, uses: uses, secrets: draft.secrets)
        builder.build()
        draft.secrets = builder.secrets
        var request = builder.request
        if target == nil { target = url.origin }
        if url.origin != target {
            steps.append(
                .comment("not translated: \(request.method) \(safe(url.path)) goes to another host, \(url.host)")
            )
            return
        }
        guard RequestMaker.methods.contains(request.method) else {
            steps.append(.comment("not translated: \(safe(request.method)) is no method of the language"))
            return
        }
        request.name = names.take(StepNaming.name(method: request.method, segments: url.segments))
        request.comments = command.comments + request.comments
        request.remarks += command.remarks
        for (line, once) in builder.ways where !draft.addWay(line, once: once) {
            request.remarks.append("not translated: another command says it otherwise: \(line)")
        }
        request = markers.restore(request)
        Credentials.recognise(in: &request)
        steps.append(.request(request))
    }
}
