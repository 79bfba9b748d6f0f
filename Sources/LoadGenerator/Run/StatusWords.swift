import LoadPlan

/// Conditions about the status in words.
enum StatusWords {
    /// `got 201`, `got 201 or 409`; `nil` for any other condition.
    static func got(_ match: Tally.Match?) -> String? {
        guard case .answer(let condition) = match, let codes = codes(condition) else { return nil }
        return "got " + codes.map { "\($0)" }.joined(separator: " or ")
    }

    private static func codes(_ condition: Expression) -> [Int64]? {
        switch condition {
        case .binary(.equal, .response(.status), .literal(.integer(let code))),
            .binary(.equal, .literal(.integer(let code)), .response(.status)):
            return [code]
        case .member(.response(.status), let candidates):
            var codes: [Int64] = []
            for candidate in candidates {
                guard case .literal(.integer(let code)) = candidate else { return nil }
                codes.append(code)
            }
            return codes.isEmpty ? nil : codes
        default: return nil
        }
    }
}
