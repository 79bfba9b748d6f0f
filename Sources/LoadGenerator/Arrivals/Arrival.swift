/// One arrival of an open load.
struct Arrival: Hashable {
    /// Its number in the whole run, from 0.
    var number: UInt64
    /// When it is due, nanoseconds since the start of the load.
    var due: UInt64
}
