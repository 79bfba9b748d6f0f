import LoadPlan

/// A set of HTTP status codes that can be combined: what a condition about nothing but the status admits.
struct StatusCodes: Equatable {
    /// Real answers carry three digits from 100 to 599 (RFC 9110 section 15).
    static let valid = 100...599

    private var words = [UInt64](repeating: 0, count: 10)

    init() {}

    init(_ range: ClosedRange<Int>) {
        guard range.overlaps(0...639) else { return }
        for code in range.clamped(to: 0...639) { words[code >> 6] |= 1 << UInt64(code & 63) }
    }

    static let all = StatusCodes(0...639)

    /// No code that a service can answer with is in the set.
    var isEmpty: Bool { !Self.valid.contains { contains($0) } }
    func contains(_ code: Int) -> Bool { words[code >> 6] & (1 << UInt64(code & 63)) != 0 }

    func union(_ other: StatusCodes) -> StatusCodes { combined(other) { $0 | $1 } }
    func intersection(_ other: StatusCodes) -> StatusCodes { combined(other) { $0 & $1 } }
    var complement: StatusCodes { Self.all.combined(self) { $0 & ~$1 } }

    private func combined(_ other: StatusCodes, _ operation: (UInt64, UInt64) -> UInt64) -> StatusCodes {
        var result = StatusCodes()
        for index in words.indices { result.words[index] = operation(words[index], other.words[index]) }
        return result
    }

    /// As the plan holds it.
    var set: StatusSet { StatusSet((0...639).filter(contains).map { $0...$0 }) }

    /// The codes that a condition admits, or `nil` where it asks about anything but the status.
    static func admitted(by condition: Expression) -> StatusCodes? {
        switch condition {
        case .literal(.bool(let value)): return value ? .all : StatusCodes()
        case .unary(.not, let operand): return admitted(by: operand)?.complement
        case .binary(.and, let left, let right):
            guard let left = admitted(by: left), let right = admitted(by: right) else { return nil }
            return left.intersection(right)
        case .binary(.or, let left, let right):
            guard let left = admitted(by: left), let right = admitted(by: right) else { return nil }
            return left.union(right)
        case .binary(let op, .response(.status), .literal(.integer(let code))): return codes(op, code)
        case .binary(let op, .literal(.integer(let code)), .response(.status)):
            return mirrored(op).flatMap { codes($0, code) }
        case .member(.response(.status), let candidates):
            var result = StatusCodes()
            for candidate in candidates {
                guard case .literal(.integer(let code)) = candidate else { return nil }
                result = result.union(one(code))
            }
            return result
        default: return nil
        }
    }

    private static func one(_ code: Int64) -> StatusCodes {
        (0...639).contains(code) ? StatusCodes(Int(code)...Int(code)) : StatusCodes()
    }

    private static func codes(_ op: BinaryOperator, _ code: Int64) -> StatusCodes? {
        // Clamped: -1 and 640 stand for everything below and above.
        let bound = Int(max(-1, min(640, code)))
        switch op {
        case .equal: return one(code)
        case .notEqual: return one(code).complement
        case .less: return bound > 0 ? StatusCodes(0...bound - 1) : StatusCodes()
        case .lessOrEqual: return bound >= 0 ? StatusCodes(0...bound) : StatusCodes()
        case .greater: return bound < 639 ? StatusCodes(max(0, bound + 1)...639) : StatusCodes()
        case .greaterOrEqual: return bound <= 639 ? StatusCodes(max(0, bound)...639) : StatusCodes()
        default: return nil
        }
    }

    private static func mirrored(_ op: BinaryOperator) -> BinaryOperator? {
        switch op {
        case .equal, .notEqual: op
        case .less: .greater
        case .lessOrEqual: .greaterOrEqual
        case .greater: .less
        case .greaterOrEqual: .lessOrEqual
        default: nil
        }
    }
}
