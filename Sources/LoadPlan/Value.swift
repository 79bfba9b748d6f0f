import Groundwork

/// A value of the scenario language.
///
/// Text is UTF-8. Dates are an instant with the time zone they are to be read in.
public enum Value: Sendable, Hashable {
    /// Nothing was found or set.
    case none
    /// A truth value.
    case bool(Bool)
    /// A whole number.
    case integer(Int64)
    /// A number with a fraction.
    case number(Double)
    /// UTF-8 text.
    case text(String)
    /// A length of time; may be negative inside an expression (`-1d`).
    case duration(Int64)
    /// Nanoseconds since 1970-01-01T00:00:00Z, and the index of its zone in ``Plan/zones``.
    case date(nanoseconds: Int64, zone: Int)
    /// Several values in order.
    case list([Value])
}
