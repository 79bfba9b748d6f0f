/// Variables of the shell: parameters of the scenario, or secrets.
struct CurlVariables {
    private(set) var markers = Markers()
    private var marks: [String: String] = [:]
    private var order: [String] = []
    /// What the script gives them.
    private var values: [String: String] = [:]
    private var usual: [String: String] = [:]
    private var byExpression: [String: String] = [:]
    /// Those that take a part of an answer.
    private var captured: Set<String> = []

    /// The stand-in of a variable; `usual` is what `${NAME:-usual}` has.
    mutating func stand(for name: String, usual: String?) -> String {
        if let usual, self.usual[name] == nil { self.usual[name] = usual }
        if let known = marks[name] { return known }
        let expression = Sensitive.isField(name) ? Names.secret(name) : Names.variable(name)
        let mark = markers.mark(expression)
        marks[name] = mark
        byExpression[expression] = name
        order.append(name)
        return mark
    }

    /// The stand-in of an expression that is no variable's.
    mutating func mark(_ expression: String) -> String { markers.mark(expression) }

    /// `NAME=value` of the script; of several, the first.
    mutating func assign(_ name: String, _ value: String) {
        if values[name] == nil { values[name] = value }
    }

    private func value(_ name: String) -> String? { values[name] ?? usual[name] }

    /// An address whose scheme and host are put in where the script says them: `$BASE/items`.
    func expandHead(of url: String) -> String {
        var result = url
        for _ in 0..<4 {
            let head = result.prefix(result.headEnd)
            guard Markers.isIn(String(head)) else { break }
            var expanded = ""
            for scalar in head.unicodeScalars {
                let mark = String(Character(scalar))
                if Markers.isIn(scalar), let expression = markers.restore(mark).onlyPlace,
                    let name = byExpression[expression], !Sensitive.isField(name), let value = value(name)
                {
                    expanded += value
                } else {
                    expanded += mark
                }
            }
            let next = expanded + result.dropFirst(head.count)
            if next == result || next.utf8.count > 10_000 { break }
            result = next
        }
        return result
    }

    /// These take parts of answers: they are neither parameters nor secrets.
    mutating func capture(_ names: [String]) {
        for name in names where captured.insert(name).inserted && Sensitive.isField(name) {
            markers.rename(Names.secret(name), to: Names.variable(name))
        }
    }

    /// Declares those that are secret, before other values are found that would have their names.
    func declareSecrets(in draft: inout Draft) {
        for name in order where Sensitive.isField(name) && !captured.contains(name) {
            let known = value(name) ?? ""
            let isOpen = !Markers.isIn(known)
            draft.secrets.reserve(
                Names.secret(name),
                value: isOpen ? known : "",
                comment: Self.isOutput(name) ? "what the command in $( ) gives" : "the shell's $\(name)"
            )
        }
    }

    private static func isOutput(_ name: String) -> Bool {
        name.hasPrefix("command_output") || name.hasPrefix("access_token")
    }

    /// Declares all of them; those that nothing reads are taken away again.
    func declare(in draft: inout Draft) {
        for name in order where !Sensitive.isField(name) && !captured.contains(name) {
            let known = value(name)
            let isOpen = known.map { !Markers.isIn($0) } ?? false
            let variable = Names.variable(name)
            guard !draft.parameters.contains(where: { $0.name == variable }) else { continue }
            let comment =
                Self.isOutput(name)
                ? "what the command in $( ) gives" : "the shell's $\(name)" + (isOpen ? "" : ": put its value")
            draft.parameters.append(
                Draft.Parameter(
                    name: variable,
                    value: isOpen ? Spelling.quoted(String((known ?? "").prefix(2000))) : "\"\"",
                    comment: comment
                )
            )
        }
        for (name, value) in values where Sensitive.isField(name) && !value.isEmpty && !Markers.isIn(value) {
            // A secret that no command reads is written nowhere either.
            if !order.contains(name) { draft.secrets.remove([draft.secrets.name(for: value, hint: name, comment: "")]) }
        }
    }
}

extension String {
    /// How many characters scheme and host of an address have, with what stands for them.
    fileprivate var headEnd: Int {
        let start =
            TextSearch.firstIndex(of: "://", in: self).map { index(after: index(after: index(after: $0))) }
            ?? startIndex
        let end = self[start...].firstIndex { "/?".contains($0) } ?? endIndex
        return distance(from: startIndex, to: end)
    }
}
