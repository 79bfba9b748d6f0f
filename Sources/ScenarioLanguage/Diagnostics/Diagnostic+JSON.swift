import Foundation

extension Diagnostic {
    /// Diagnostics as a JSON array for editors: `[{"severity":"error","code":…,"title":…,"span":{…},"label":…}]`, keys
    /// in alphabetical order.
    public static func json(_ diagnostics: [Diagnostic]) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        // Strings and integers only, so encoding cannot fail; an empty list is the honest last resort.
        guard let data = try? encoder.encode(diagnostics) else { return "[]" }
        return String(decoding: data, as: UTF8.self)
    }
}
