/// An expression, with every name already resolved to a dense index. Parameters are folded into literals by the
/// compiler; secrets stay apart so that they can be masked wherever a rendered text is shown.
public indirect enum Expression: Sendable, Hashable {
    /// A constant.
    case literal(Value)
    /// A variable of the user, by its index in ``Plan/variables``.
    case variable(Int)
    /// A value of the run, by its index in ``Plan/sharedValues``.
    case shared(Int)
    /// The index in ``Plan/secrets``.
    case secret(Int)
    /// A column of the row that this user holds of a table: indices in ``Plan/tables`` and in its columns.
    case column(table: Int, column: Int)
    /// A fact about the user or the iteration.
    case attribute(UserAttribute)
    /// A part of the answer just received; only inside `expect`, `capture`, `outcome` and `until`.
    case response(ResponsePart)
    /// Text with places, rendered.
    case template(Template)
    /// Prefix operator.
    case unary(UnaryOperator, Expression)
    /// Infix operator; `and` and `or` do not evaluate their right side when the left decides.
    case binary(BinaryOperator, Expression, Expression)
    /// `x in a, b, c`: equal to at least one.
    case member(Expression, of: [Expression])
    /// `x matches "pattern"`: the pattern is found in the text.
    case matches(Expression, RegexQuery)
    /// An array or object written out: its JSON text with places.
    case json(Template, ValueKind)
    /// `x[0]`, `x["name"]`: an item of an array, from its end where the number is negative, or a member of an object.
    case item(of: Expression, Expression)
    /// `x is array`, `x is none` and so on.
    case isKind(Expression, ValueKind)
    /// A function of the library with its arguments.
    case call(Function, [Expression])
    /// `x | "yyyy-MM-dd"`: a date in Unicode TR 35 letters, or a number as `0.00`.
    case format(Expression, pattern: String)
}

/// A fact about a virtual user or its present iteration.
public enum UserAttribute: String, Sendable, Hashable, CaseIterable {
    /// The user's region label.
    case region
    /// The user's tenant label.
    case tenant
    /// The user's number in the run, from 1, the same for any number of shards.
    case user
    /// The user's iteration, from 1.
    case iteration
}

/// A part of the answer just received.
public enum ResponsePart: Sendable, Hashable {
    /// The status code as an integer.
    case status
    /// The first value of a header, matched without regard to case; none where it is absent.
    case header(String)
    /// The first node a JSONPath query finds; none where it finds nothing.
    case json(JSONPath)
    /// How many nodes a JSONPath query finds.
    case jsonCount(JSONPath)
    /// What a regular expression finds in the body.
    case regex(RegexQuery)
    /// What XPath finds in the body, read as XML or HTML.
    case xpath(XPathQuery)
    /// The value of a cookie that the answer sets.
    case cookie(String)
    /// The body as text.
    case body
    /// The body's SHA-256, lower-case hex.
    case bodyDigest
    /// The body's size in bytes.
    case size
    /// Time from the actual send to the last byte, as a duration.
    case latency
}

/// Prefix operators.
public enum UnaryOperator: Sendable, Hashable {
    /// Logical not.
    case not
    /// Arithmetic minus.
    case minus
}

/// Infix operators.
public enum BinaryOperator: String, Sendable, Hashable {
    /// Logical or.
    case or
    /// Logical and.
    case and
    /// Equal; values of different kinds are unequal, but a number equals its spelling in text.
    case equal = "=="
    /// Not equal.
    case notEqual = "!="
    /// Less.
    case less = "<"
    /// Less or equal.
    case lessOrEqual = "<="
    /// Greater.
    case greater = ">"
    /// Greater or equal.
    case greaterOrEqual = ">="
    /// Sum; joins two texts.
    case plus = "+"
    /// Difference.
    case minus = "-"
    /// Product.
    case times = "*"
    /// Quotient; a division by zero gives none.
    case divided = "/"
    /// Remainder.
    case remainder = "%"
    /// The left text holds the right one.
    case contains
    /// The left text begins with the right one.
    case startsWith = "starts with"
    /// The left text ends with the right one.
    case endsWith = "ends with"
}

/// What `is` can ask of a value.
public enum ValueKind: String, Sendable, Hashable, CaseIterable {
    /// No value.
    case none
    /// Any value.
    case set
    /// Text.
    case string
    /// Any number.
    case number
    /// A whole number.
    case integer
    /// True or false.
    case boolean
    /// A JSON array or a list.
    case array
    /// A JSON object.
    case object
    /// JSON null.
    case null
}
