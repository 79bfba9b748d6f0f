public import ScenarioLanguage

/// A scenario that was made of something else.
public struct ImportedScenario: Sendable {
    /// The scenario, laid out.
    public var text: String
    /// Files that belong beside it.
    public var files: [ImportedFile]
    /// What the compiler has to say.
    public var compilation: Compilation
    /// Names of the secrets that a run needs.
    public var secrets: [String]
    /// What the input had for them, for a file that only its owner may read.
    public var secretValues: [(name: String, value: String)]

    /// The requests that errors of the compiler are about, as `flow/step`, with the first error of each.
    var refusedSteps: [String: String] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        var places: [String?] = []
        var flow = ""
        var step: String?
        for line in lines {
            let words = line.split(separator: " ")
            if line.hasPrefix("flow "), words.count > 1 {
                flow = String(words[1])
                step = nil
            } else if let index = words.lastIndex(of: "as"), index + 1 < words.count,
                line.hasPrefix("  "), !line.contains(/^ *(#|capture|expect|header|query|body|json|form)/)
            {
                step = "\(flow)/\(words[index + 1])"
            }
            places.append(step)
        }
        var refused: [String: String] = [:]
        for diagnostic in compilation.diagnostics where diagnostic.severity == .error {
            let line = diagnostic.span.line
            guard places.indices.contains(line - 1), let place = places[line - 1], refused[place] == nil else {
                continue
            }
            refused[place] = diagnostic.title
        }
        return refused
    }
}
