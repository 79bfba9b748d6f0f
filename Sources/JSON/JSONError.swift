/// Why an answer was not read as JSON.
public enum JSONError: Error, Equatable {
    /// It is not JSON (RFC 8259): the first byte that cannot stand where it does, or the length where it ends too soon.
    case malformed(at: Int)
    /// It nests deeper than the limit (512 levels); the byte that opens one level too many.
    case tooDeep(at: Int)
    /// It is longer than a tape's offsets reach (2 GiB).
    case tooLong
}
