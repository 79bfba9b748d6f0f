/// Something that the user should know about a text: a mistake, a doubt or a remark, with the place and what would be
/// right.
public struct Diagnostic: Sendable, Hashable, Codable {
    /// How much it matters.
    public enum Severity: String, Sendable, Hashable, Codable, CaseIterable {
        /// There is no plan until it is mended.
        case error
        /// There is a plan, but it probably does not say what was meant.
        case warning
        /// Worth knowing.
        case note
    }

    /// How much it matters.
    public var severity: Severity
    /// A stable short name for its kind, such as `unknown-region`; documentation and editors refer to it.
    public var code: String
    /// What is wrong, in a few words.
    public var title: String
    /// Where.
    public var span: Span
    /// What stands at the caret: what is wrong with it, or what would be right.
    public var label: String
    /// What to do about it, where that takes more than the label.
    public var help: String?
    /// The declared name that it is about, where it is about one: of `unused-name`, the name that nothing reads.
    public var subject: String?

    /// A diagnostic.
    public init(
        severity: Severity,
        code: String,
        title: String,
        span: Span,
        label: String = "",
        help: String? = nil,
        subject: String? = nil
    ) {
        self.severity = severity
        self.code = code
        self.title = title
        self.span = span
        self.label = label
        self.help = help
        self.subject = subject
    }
}
