/// Values that must not be written: each becomes a `secret` of the scenario, whose value is given at run time. All parts
/// of an import share one.
final class SecretKeeper {
    struct Secret: Equatable {
        var name: String
        /// What the input had; empty where it only names the secret.
        var value: String
        /// What it is, for the reader.
        var comment: String
    }

    private var secrets: [Secret] = []
    private var names: [String: String] = [:]
    private var openNames: [String: String] = [:]
    private var counts: [String: Int] = [:]
    private var scope = NameScope(separator: "_")
    private var unused: Set<String> = []
    private var index: ValueIndex?

    /// Values of one name that are told apart. A token that is another one in each of a thousand requests is one secret
    /// for whoever runs the scenario.
    private static let mostOfOneName = 16

    /// The secret's name for a value; the same value has one name.
    func name(for value: String, hint: String, comment: String) -> String {
        let base = Names.secret(hint)
        if value.isEmpty {
            if let known = openNames[base] { return known }
            let name = declare(base, value, comment)
            openNames[base] = name
            return name
        }
        if let known = names[value] { return known }
        index = nil
        let count = counts[base, default: 0]
        counts[base] = count + 1
        let name = count < Self.mostOfOneName ? declare(base, value, comment) : base
        names[value] = name
        return name
    }

    /// One more value of a secret that changes while it is used.
    func add(_ value: String, to name: String) {
        guard !value.isEmpty, names[value] == nil else { return }
        index = nil
        names[value] = name
    }

    /// Declares a secret that texts name already, before any value is found that would take its name.
    func reserve(_ name: String, value: String, comment: String) {
        guard !isDeclared(name) else { return }
        index = nil
        openNames[name] = name
        if !value.isEmpty, names[value] == nil { names[value] = name }
        _ = declare(name, value, comment)
    }

    private func declare(_ base: String, _ value: String, _ comment: String) -> String {
        let name = scope.take(base)
        secrets.append(Secret(name: name, value: value, comment: comment))
        return name
    }

    /// Takes declarations away; the values still stand in no text.
    func remove(_ names: Set<String>) { unused.formUnion(names) }

    /// Those that are declared.
    var declared: [Secret] { secrets.filter { !unused.contains($0.name) } }

    /// The secret of this name is declared.
    func isDeclared(_ name: String) -> Bool { secrets.contains { $0.name == name } }

    /// Finds the values in texts.
    private var search: ValueIndex {
        if let index { return index }
        let made = ValueIndex(names)
        index = made
        return made
    }

    /// A text without any of the values.
    func veil(_ text: DraftText) -> DraftText { search.replaced(text) }

    /// A clause without any of the values: within its strings they become places.
    func veil(clause: String) -> String {
        search.pieces(of: clause).map { piece in piece.name.map { "${\($0)}" } ?? piece.text }.joined()
    }

    /// A comment without any of the values.
    func veil(_ comment: String) -> String {
        search.pieces(of: comment).map { $0.name == nil ? $0.text : "*****" }.joined()
    }
}
