/// Values of one request that variables stand for.
struct KnownValues {
    /// By name and value: a short number stands for something only under the name that it was found under.
    private var byName: [String: String] = [:]
    private var byValue: [String: String] = [:]

    /// A value that a variable stands for where it has this name, and anywhere if it is long enough to be told apart.
    mutating func add(_ value: String, name: String, _ variable: String) {
        byName[name + "\u{0}" + value] = variable
        if value.utf8.count >= 6 { byValue[value] = variable }
    }

    /// The variable for a value that stands under a name.
    func variable(for value: String, name: String) -> String? { byName[name + "\u{0}" + value] ?? byValue[value] }
}
