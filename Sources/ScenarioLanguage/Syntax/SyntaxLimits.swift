/// How much a scenario may nest and chain.
enum SyntaxLimits {
    /// Constructs may be nested this deep; past it a diagnostic says so, and no input exhausts the stack.
    static let depth = 64
    /// Operators in one expression without brackets, arms of one `if`, segments of one query.
    static let chain = 256
    /// Times that blocks are put in the place of a `use`, in all: blocks that use blocks twice double with each level.
    static let uses = 10_000
}
