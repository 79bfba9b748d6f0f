/// What can be recognised of a script: variables taken from the answer, and checks of it.
struct PostmanScript {
    /// Variables that the script takes from the answer, in order: Postman's name and a part of the answer.
    private(set) var captures: [(variable: String, source: String)] = []
    private(set) var statuses: [Int] = []
    /// Checks, written out.
    private(set) var checks: [String] = []
    /// Lines that were not understood.
    private(set) var rest: [String] = []

    /// JavaScript names that stand for a part of the answer's JSON, as a query.
    private var bodies: [String: String] = [:]
    private static let lineLimit = 40

    /// How many patterns were tried: what a script costs.
    private(set) var tried = 0
    private let patterns: PostmanPatterns

    init(_ lines: [String], patterns: PostmanPatterns) {
        self.patterns = patterns
        for line in lines.prefix(500) { read(line) }
    }

    /// What it does, for a comment: lines that were not understood, and variables that it sets.
    var lines: [String] { rest + captures.map { "sets \($0.variable)" } }

    private mutating func read(_ source: String) {
        var line = source.prefix(2000).drop(while: \.isWhitespace)
        while let last = line.last, last.isWhitespace || last == ";" { line = line.dropLast() }
        if line.isEmpty || line.hasPrefix("//") || line.allSatisfy({ "{}() ;,".contains($0) }) { return }
        if line.hasPrefix("pm.test(") {
            tried += 2
            if line.wholeMatch(of: patterns.testStart) != nil { return }
            // A test on one line: what it checks stands inside.
            if let inner = line.firstMatch(of: patterns.testLine) {
                for part in inner.1.split(separator: ";") { read(String(part)) }
                return
            }
        }
        let text = String(line)
        // Most lines of scripts are none of these: a look tells.
        let isAboutAnswer = ["pm.", "responseBody", "responseCode", "postman."].contains {
            TextSearch.contains(text, $0)
        }
        if text.contains("="), readBody(line) { return }
        if isAboutAnswer, readStatus(line, text) || readCapture(line, text) || readCheck(line, text) { return }
        if rest.count < Self.lineLimit { rest.append(Self.redacted(text)) }
    }

    /// A line for a comment; texts in one that speaks of secrets are left out.
    private static func redacted(_ line: String) -> String {
        guard Names.words(line).contains(where: { Sensitive.isField($0) }) else { return line }
        return line.replacing(/"[^"]*"|'[^']*'|`[^`]*`/, with: "\"…\"")
    }

    // MARK: Parts of the answer

    /// `let data = pm.response.json()`, `const id = data.id`, `const { token } = pm.response.json()`.
    private mutating func readBody(_ line: Substring) -> Bool {
        tried += 2
        if let match = line.wholeMatch(of: patterns.unpacking),
            let base = query(match.2)
        {
            for name in match.1.split(whereSeparator: { ", ".contains($0) }) {
                bodies[String(name)] = "\(base).\(name)"
            }
            return true
        }
        guard let match = line.wholeMatch(of: patterns.assignment),
            let path = query(match.2)
        else { return false }
        bodies[String(match.1)] = path
        return true
    }

    /// The query for an expression of JavaScript, if it is a part of the answer's JSON.
    private func query(_ expression: Substring) -> String? {
        var rest = expression
        var result: String
        if let match = rest.prefixMatch(of: patterns.body) {
            result = "$"
            rest = rest[match.range.upperBound...]
        } else if let match = rest.prefixMatch(of: patterns.identifier), let base = bodies[String(match.0)] {
            result = base
            rest = rest[match.range.upperBound...]
        } else {
            return nil
        }
        while !rest.isEmpty {
            if let match = rest.prefixMatch(of: patterns.member) {
                result += ".\(match.1)"
                rest = rest[match.range.upperBound...]
            } else if let match = rest.prefixMatch(of: patterns.index), let index = Int(match.1) {
                result += "[\(index)]"
                rest = rest[match.range.upperBound...]
            } else if let match = rest.prefixMatch(of: patterns.quotedMember) {
                result += "['\(match.1)']"
                rest = rest[match.range.upperBound...]
            } else {
                return nil
            }
        }
        return result
    }

    /// A part of the answer as a capture takes it.
    private func part(_ expression: Substring) -> String? {
        if let path = query(expression) { return "json \(path)" }
        if let match = expression.wholeMatch(of: patterns.header) {
            return "header \"\(match.1)\""
        }
        return ["responseBody", "pm.response.text()"].contains(expression) ? "body" : nil
    }

    private mutating func readCapture(_ line: Substring, _ text: String) -> Bool {
        guard TextSearch.contains(text, ".set") else { return false }
        tried += 2
        guard let match = line.wholeMatch(of: patterns.set) ?? line.wholeMatch(of: patterns.oldSet),
            let source = part(match.2)
        else { return false }
        captures.append((String(match.1), source))
        return true
    }

    // MARK: Checks

    private mutating func readStatus(_ line: Substring, _ text: String) -> Bool {
        guard TextSearch.contains(text, "response.to.") || TextSearch.contains(text, ".code") else { return false }
        for pattern in patterns.statuses {
            tried += 1
            if let code = line.firstMatch(of: pattern).flatMap({ Int($0.1) }) {
                statuses.append(code)
                return true
            }
        }
        tried += 2
        if let match = line.firstMatch(of: patterns.statusList) {
            statuses += match.1.split(whereSeparator: { ", ".contains($0) }).compactMap { Int($0) }
            return true
        }
        if line.contains(patterns.ok) {
            checks.append("expect status 200..299")
            return true
        }
        return false
    }

    private mutating func readCheck(_ line: Substring, _ text: String) -> Bool {
        guard TextSearch.contains(text, "pm.response.to") || TextSearch.contains(text, "pm.expect") else {
            return false
        }
        tried += 4
        if line.contains(patterns.isJSON) {
            checks.append("expect header \"Content-Type\" contains \"json\"")
            return true
        }
        if let match = line.firstMatch(of: patterns.hasHeader) {
            checks.append("expect header \"\(match.1)\" is set")
            return true
        }
        if let match = line.firstMatch(of: patterns.responseTime) {
            checks.append("expect latency < \(match.1)ms")
            return true
        }
        guard let match = line.wholeMatch(of: patterns.expectation), let part = part(match.1),
            let condition = Self.condition(match.2)
        else { return false }
        // What a token is compared with is one.
        if condition.contains("\""), Sensitive.isField(String(part.split(separator: ".").last ?? "")) { return false }
        checks.append("expect \(part) \(condition)")
        return true
    }

    /// What stands behind `to.` of an expectation.
    private static func condition(_ text: Substring) -> String? {
        if let match = text.wholeMatch(of: /(?:be\.)?(?:eql|equal|equals|eq)\(\s*(.+?)\s*\)/) {
            return literal(match.1).map { "== \($0)" }
        }
        if let match = text.wholeMatch(of: /(?:include|contain)\(\s*(.+?)\s*\)/) {
            return literal(match.1).flatMap { $0.hasPrefix("\"") ? "contains \($0)" : nil }
        }
        if let match = text.wholeMatch(
            of: /be\.(above|below|at\.least|at\.most|greaterThan|lessThan)\(\s*([0-9]{1,15})\s*\)/
        ) {
            let signs = [
                "above": ">", "greaterThan": ">", "below": "<", "lessThan": "<", "at.least": ">=", "at.most": "<=",
            ]
            return signs[String(match.1)].map { "\($0) \(match.2)" }
        }
        if let match = text.wholeMatch(of: /be\.(?:an?)\(\s*["'](string|number|boolean|array|object)["']\s*\)/) {
            return "is \(match.1)"
        }
        switch text {
        case "be.true": return "== true"
        case "be.false": return "== false"
        case "exist", "be.ok", "not.be.undefined", "not.be.null": return "is set"
        default: return nil
        }
    }

    private static func literal(_ text: Substring) -> String? {
        if text.wholeMatch(of: /-?[0-9]{1,15}(?:\.[0-9]{1,10})?|true|false/) != nil { return String(text) }
        if let match = text.wholeMatch(of: /"([^"\\]*)"|'([^'\\]*)'/) {
            return Spelling.quoted(String(match.1 ?? match.2 ?? ""))
        }
        return nil
    }
}
