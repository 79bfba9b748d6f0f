import ArgumentParser

/// A parameter on the command line: `name=value`; the value may hold `=` itself.
struct ParameterArgument: ExpressibleByArgument, Hashable {
    /// The name.
    var name: String
    /// The value as written.
    var value: String

    init?(argument: String) {
        guard let equals = argument.firstIndex(of: "="), equals != argument.startIndex else { return nil }
        name = String(argument[..<equals])
        value = String(argument[argument.index(after: equals)...])
    }
}
