public import LoadPlan

extension Plan.Target {
    /// The service that a base URL names, by the rules of a scenario's `target`; nil where it names none.
    public init?(baseURL: String) {
        do throws(TargetAnalysis.Mistake) {
            self = try TargetAnalysis.parse(baseURL)
        } catch {
            return nil
        }
    }
}
