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

    init(_ lines: [String]) {
        for line in lines.prefix(500) { read(line) }
    }

    private mutating func read(_ source: String) {
        var line = source.prefix(2000).drop(while: \.isWhitespace)
        while let last = line.last, last.isWhitespace || last == ";" { line = line.dropLast() }
        if Self.isStructure(line) { return }
        // A test on one line: what it checks stands inside.
        if let inner = line.firstMatch(of: /^pm\.test\(.*?(?:=>|function\s*\(\s*\))\s*\{?(.+?)\}?\s*\)$/) {
            for part in inner.1.split(separator: ";") { read(String(part)) }
            return
        }
        if readBody(line) || readStatus(line) || readCapture(line) || readCheck(line) { return }
        if rest.count < Self.lineLimit { rest.append(Self.redacted(String(line))) }
    }

    /// Lines that do nothing by themselves.
    private static func isStructure(_ line: Substring) -> Bool {
        if line.isEmpty || line.hasPrefix("//") || line.allSatisfy({ "{}() ;,".contains($0) }) { return true }
        return line.wholeMatch(of: /pm\.test\(.*(?:=>|function\s*\(\s*\))\s*\{/) != nil
    }

    /// A line for a comment; texts in one that speaks of secrets are left out.
    private static func redacted(_ line: String) -> String {
        guard Names.words(line).contains(where: Sensitive.isField) else { return line }
        return line.replacing(/"[^"]*"|'[^']*'|`[^`]*`/, with: "\"…\"")
    }

    // MARK: Parts of the answer

    /// `let data = pm.response.json()`, `const id = data.id`, `const { token } = pm.response.json()`.
    private mutating func readBody(_ line: Substring) -> Bool {
        if let match = line.wholeMatch(of: /(?:var|let|const)\s*\{([A-Za-z0-9_ ,]+)\}\s*=\s*(.+)/),
            let base = query(match.2)
        {
            for name in match.1.split(whereSeparator: { ", ".contains($0) }) {
                bodies[String(name)] = "\(base).\(name)"
            }
            return true
        }
        guard let match = line.wholeMatch(of: /(?:(?:var|let|const)\s+)?([A-Za-z0-9_]+)\s*=\s*(.+)/),
            let path = query(match.2)
        else { return false }
        bodies[String(match.1)] = path
        return true
    }

    /// The query for an expression of JavaScript, if it is a part of the answer's JSON.
    private func query(_ expression: Substring) -> String? {
        var rest = expression
        var result: String
        if let match = rest.prefixMatch(of: /(?:await\s+)?(?:pm\.response\.json\(\)|JSON\.parse\(\s*responseBody\s*\))/)
        {
            result = "$"
            rest = rest[match.range.upperBound...]
        } else if let match = rest.prefixMatch(of: /[A-Za-z_$][A-Za-z0-9_$]*/), let base = bodies[String(match.0)] {
            result = base
            rest = rest[match.range.upperBound...]
        } else {
            return nil
        }
        while !rest.isEmpty {
            if let match = rest.prefixMatch(of: /\??\.([A-Za-z_][A-Za-z0-9_]*)(?![A-Za-z0-9_]*\s*\()/) {
                result += ".\(match.1)"
                rest = rest[match.range.upperBound...]
            } else if let match = rest.prefixMatch(of: /(?:\?\.)?\[([0-9]{1,6})\]/), let index = Int(match.1) {
                result += "[\(index)]"
                rest = rest[match.range.upperBound...]
            } else if let match = rest.prefixMatch(of: /\[["']([A-Za-z0-9_ \-]+)["']\]/) {
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
        if let match = expression.wholeMatch(of: /pm\.response\.headers\.get\(["']([A-Za-z0-9_\-]+)["']\)/) {
            return "header \"\(match.1)\""
        }
        return ["responseBody", "pm.response.text()"].contains(expression) ? "body" : nil
    }

    private mutating func readCapture(_ line: Substring) -> Bool {
        let modern = line.wholeMatch(
            of:
                /pm\.(?:environment|collectionVariables|globals|variables)\.set\(\s*["']([A-Za-z0-9_\-.]+)["']\s*,\s*(.+?)\s*\)/
        )
        let old = line.wholeMatch(
            of: /postman\.set(?:Environment|Global)Variable\(\s*["']([A-Za-z0-9_\-.]+)["']\s*,\s*(.+?)\s*\)/
        )
        guard let match = modern ?? old, let source = part(match.2) else { return false }
        captures.append((String(match.1), source))
        return true
    }

    // MARK: Checks

    private mutating func readStatus(_ line: Substring) -> Bool {
        let one = [
            line.firstMatch(of: /pm\.response\.to\.have\.status\(\s*([0-9]{3})\s*\)/)?.1,
            line.firstMatch(
                of: /pm\.expect\(\s*pm\.response\.code\s*\)\.to\.(?:be\.)?(?:eql|equal|equals|eq)\(\s*([0-9]{3})\s*\)/
            )?.1,
            line.firstMatch(of: /responseCode\.code\s*={2,3}\s*([0-9]{3})/)?.1,
        ]
        if let code = one.compactMap({ $0 }).first.flatMap({ Int($0) }) {
            statuses.append(code)
            return true
        }
        if let match = line.firstMatch(of: /pm\.expect\(\s*pm\.response\.code\s*\)\.to\.be\.oneOf\(\s*\[([0-9 ,]+)\]/) {
            statuses += match.1.split(whereSeparator: { ", ".contains($0) }).compactMap { Int($0) }
            return true
        }
        if line.contains(/pm\.response\.to\.be\.(?:ok|success)\b/) {
            checks.append("expect status 200..299")
            return true
        }
        return false
    }

    private mutating func readCheck(_ line: Substring) -> Bool {
        if line.contains(/pm\.response\.to\.be\.json\b/) {
            checks.append("expect header \"Content-Type\" contains \"json\"")
            return true
        }
        if let match = line.firstMatch(of: /pm\.response\.to\.have\.header\(\s*["']([A-Za-z0-9_\-]+)["']\s*\)/) {
            checks.append("expect header \"\(match.1)\" is set")
            return true
        }
        if let match = line.firstMatch(
            of: /pm\.expect\(\s*pm\.response\.responseTime\s*\)\.to\.be\.(?:below|lessThan)\(\s*([0-9]{1,8})\s*\)/
        ) {
            checks.append("expect latency < \(match.1)ms")
            return true
        }
        guard let match = line.wholeMatch(of: /pm\.expect\(\s*(.+?)\s*\)\.(?:to|is)\.(.+)/), let part = part(match.1),
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
