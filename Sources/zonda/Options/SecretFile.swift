import Foundation

/// Secrets from a file of `NAME=value` lines; blank lines and lines that begin with `#` are skipped.
enum SecretFile {
    /// The secrets by name. A value may stand in double quotes, which are taken off; nothing else is interpreted.
    static func read(_ path: String) throws(Stop) -> [String: String] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Stop(.input, "cannot read the secrets file \(path)")
        }
        // Not `String(data:)`: a file that is not UTF-8 must be told apart from one that is missing.
        guard let text = String(validating: data, as: UTF8.self) else {
            throw Stop(.input, "the secrets file \(path) is not UTF-8 text")
        }
        return try parse(text, path: path)
    }

    static func parse(_ text: String, path: String) throws(Stop) -> [String: String] {
        var secrets: [String: String] = [:]
        for (index, raw) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let line = raw.drop { $0 == " " || $0 == "\t" }
            if line.isEmpty || line.hasPrefix("#") { continue }
            guard let equals = line.firstIndex(of: "="), equals != line.startIndex else {
                // The line itself is not shown: it may hold the secret.
                throw Stop(.input, "\(path):\(index + 1): expected NAME=value")
            }
            let name = line[..<equals].trimmingCharacters(in: .whitespaces)
            var value = String(line[line.index(after: equals)...])
            if value.count >= 2, value.hasPrefix("\""), value.hasSuffix("\"") {
                value = String(value.dropFirst().dropLast())
            }
            secrets[name] = value
        }
        return secrets
    }
}
