/// Where the writers of this folder put bytes: an array, or a buffer that the engine keeps for each user. The writers are
/// generic and inlinable, so that none costs a call through a witness or an allocation of its own.
public protocol ByteSink {
    /// Adds one byte.
    mutating func append(_ byte: UInt8)
}

extension [UInt8]: ByteSink {}

extension ByteSink {
    /// Adds the UTF-8 of a constant.
    @inlinable mutating func add(_ text: StaticString) {
        for index in 0..<text.utf8CodeUnitCount { append(text.utf8Start[index]) }
    }
}
