/// A word that other load tools, or Spanish, have for something that is called otherwise here. It is looked up before
/// words that are spelt alike: who writes `median` means `p50`, not `mean`.
struct ForeignWord {
    /// Where a word of a scenario begins something.
    enum Place: Hashable {
        case file, flow, load, objective, expression
    }

    /// Who says so: `k6`, `Gatling`, … or nothing where many do.
    let origin: String
    /// What to write here.
    let advice: String

    /// What to say at the word, or nothing where nobody is known to use it.
    static func label(for word: String, in place: Place) -> String? {
        let key = word.lowercased()
        if let found = byPlace[place]?[key] ?? anywhere[key] {
            let origin = found.origin.isEmpty ? "" : "\(found.origin): "
            return origin + (found.advice.hasPrefix("nothing ") ? "" : "write ") + found.advice
        }
        if let english = spanish[key] { return "Spanish for \(english): the language's words are English" }
        if let script = scripts[key] {
            return "this looks like \(script.article): see docs/migration/\(script.guide).md"
        }
        return nil
    }
}
