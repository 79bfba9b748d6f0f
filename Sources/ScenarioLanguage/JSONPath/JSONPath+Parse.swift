public import LoadPlan

extension JSONPath {
    /// Parses a query that is the whole of `text`; well-typedness of functions is checked (RFC 9535 section 2.4.3).
    public init(parsing text: String) throws(MalformedJSONPath) {
        var parser = JSONPathParser(bytes: Array(text.utf8), from: 0)
        do throws(JSONPathError) {
            self = try parser.parseWhole()
        } catch {
            throw MalformedJSONPath(message: "\(error.title): \(error.label)", offset: error.range.start)
        }
    }
}
