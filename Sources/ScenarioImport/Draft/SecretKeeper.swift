/// Values that must not be written: each becomes a `secret` of the scenario, whose value is given at run time.
struct SecretKeeper {
    struct Secret: Equatable {
        var name: String
        /// What the input had; empty where it only names the secret.
        var value: String
        /// What it is, for the reader.
        var comment: String
    }

    private(set) var secrets: [Secret] = []
    private var unused: Set<String> = []
    /// Names that stand for something else.
    var taken: Set<String> = []

    /// The secret's name for a value; the same value has one name.
    mutating func name(for value: String, hint: String, comment: String) -> String {
        if !value.isEmpty, let known = secrets.first(where: { $0.value == value }) { return known.name }
        let base = Names.secret(hint)
        if value.isEmpty, let known = secrets.first(where: { $0.name == base && $0.value.isEmpty }) {
            return known.name
        }
        let name = Names.unique(base, separator: "_") { name in
            !taken.contains(name) && !secrets.contains { $0.name == name }
        }
        secrets.append(Secret(name: name, value: value, comment: comment))
        return name
    }

    /// Takes declarations away; the values still stand in no text.
    mutating func remove(_ names: Set<String>) { unused.formUnion(names) }

    /// Those that are declared.
    var declared: [Secret] { secrets.filter { !unused.contains($0.name) } }

    /// Values shorter than this are not looked for in other texts: they could be anything.
    private static let shortest = 6

    /// A text without any of the values.
    func veil(_ text: DraftText) -> DraftText {
        var result = text
        for secret in secrets where secret.value.count >= Self.shortest {
            result = result.replacing(secret.value, by: secret.name)
        }
        return result
    }

    /// A clause without any of the values: within its strings they become places.
    func veil(clause: String) -> String {
        secrets.filter { $0.value.count >= Self.shortest }.reduce(clause) { text, secret in
            TextSearch.split(text, at: secret.value).joined(separator: "${\(secret.name)}")
        }
    }

    /// A comment without any of the values.
    func veil(_ comment: String) -> String {
        var result = comment
        for secret in secrets where secret.value.count >= Self.shortest {
            result = TextSearch.split(result, at: secret.value).joined(separator: "*****")
        }
        return result
    }
}
