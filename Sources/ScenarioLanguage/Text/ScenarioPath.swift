/// Paths as scenarios write them.
enum ScenarioPath {
    /// A path in a scenario is relative to the folder of the scenario file.
    static func resolve(_ file: String, beside scenario: String) -> String {
        if file.hasPrefix("/") { return file }
        guard let slash = scenario.lastIndex(of: "/") else { return file }
        return scenario[...slash] + file
    }
}
