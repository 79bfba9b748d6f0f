import LoadPlan

/// A name as it stands in the text.
struct NameSyntax: Sendable {
    var text: String
    var range: TextRange
}

/// An expression as it stands in the text; names are not resolved yet.
struct ExpressionSyntax: Sendable {
    indirect enum Kind: Sendable {
        case literal(Value)
        case text(TemplateSyntax)
        case name(String)
        /// `patients.email`.
        case column(NameSyntax, NameSyntax)
        case call(NameSyntax, [ExpressionSyntax])
        case response(ResponsePart)
        case unary(UnaryOperator, ExpressionSyntax)
        case binary(BinaryOperator, ExpressionSyntax, ExpressionSyntax)
        case member(ExpressionSyntax, of: [Candidate])
        case isKind(ExpressionSyntax, ValueKind, negated: Bool)
        case matches(ExpressionSyntax, RegexQuery)
        case list([ExpressionSyntax])
        case object([(name: NameSyntax, value: ExpressionSyntax)])
        case item(of: ExpressionSyntax, ExpressionSyntax)
        case format(ExpressionSyntax, NameSyntax)
    }

    /// One item of an `in` list.
    enum Candidate: Sendable {
        case value(ExpressionSyntax)
        case range(ExpressionSyntax, ExpressionSyntax)
    }

    var kind: Kind
    var range: TextRange
}

/// Text with places as it stands in a string, a path, a value or a JSON body.
struct TemplateSyntax: Sendable {
    enum Segment: Sendable {
        case literal([UInt8])
        /// An expression; where the encoding is `nil`, the context decides it.
        case place(ExpressionSyntax, Template.Encoding?)
    }

    var segments: [Segment]
    var range: TextRange

    /// The text, where there are no places.
    var constant: String? {
        var bytes: [UInt8] = []
        for segment in segments {
            guard case .literal(let literal) = segment else { return nil }
            bytes += literal
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// A number with its unit, or the name of a parameter that stands for one.
struct QuantitySyntax: Sendable {
    enum Kind: Sendable {
        case number(Double)
        case percent(Double)
        case duration(Int64)
        /// A number a second.
        case rate(Double)
        case parameter(String)
        case parameterRate(String, perSecond: Double)
    }

    var kind: Kind
    var range: TextRange

    /// It is the number 0 itself.
    var isZero: Bool {
        if case .number(0) = kind { true } else { false }
    }
}
