/// A question to an XML or HTML answer in XPath 1.0.
public struct XPathQuery: Sendable, Hashable {
    /// A prefix of the expression and what it stands for.
    public struct Namespace: Sendable, Hashable {
        /// The prefix.
        public var prefix: String
        /// The namespace's name.
        public var uri: String

        /// A prefix and what it stands for.
        public init(prefix: String, uri: String) {
            self.prefix = prefix
            self.uri = uri
        }
    }

    /// The expression.
    public var text: String
    /// Its prefixes.
    public var namespaces: [Namespace]

    /// A question.
    public init(text: String, namespaces: [Namespace] = []) {
        self.text = text
        self.namespaces = namespaces
    }
}
