import Extraction
import LoadPlan

/// A regular expression made ready once, and the group that it takes. Without the expression it finds nothing: the
/// compiler has refused such a scenario before.
struct PreparedRegex {
    var expression: RegularExpression?
    var group: Int
}

extension ExpressionPool {
    /// The number of a prepared regular expression; equal ones share one.
    func regex(_ query: RegexQuery) -> Int32 {
        if let known = regexNumbers[query] { return known }
        regexes.append(PreparedRegex(expression: try? RegularExpression(query.pattern), group: query.group))
        regexNumbers[query] = Int32(regexes.count - 1)
        return Int32(regexes.count - 1)
    }

    /// The number of a prepared XPath expression; equal ones share one.
    func xpath(_ query: XPathQuery) -> Int32 {
        if let known = xpathNumbers[query] { return known }
        let namespaces = query.namespaces.map { (prefix: $0.prefix, uri: $0.uri) }
        xpaths.append(try? XPathExpression(query.text, namespaces: namespaces))
        xpathNumbers[query] = Int32(xpaths.count - 1)
        return Int32(xpaths.count - 1)
    }
}
