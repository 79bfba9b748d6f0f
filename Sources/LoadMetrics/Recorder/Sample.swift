public import Groundwork

/// What is recorded of one request, in nanoseconds.
public struct Sample {
    /// From the intended start to the last byte.
    public var response: Nanoseconds
    /// From the actual send to the last byte.
    public var service: Nanoseconds
    /// From the intended start to the actual send.
    public var lateness: Nanoseconds
    /// The timed parts of the request; 0 where they were not measured.
    public var phases: PhaseTimes

    /// A sample.
    @inlinable
    public init(
        response: Nanoseconds,
        service: Nanoseconds,
        lateness: Nanoseconds,
        phases: PhaseTimes = PhaseTimes()
    ) {
        self.response = response
        self.service = service
        self.lateness = lateness
        self.phases = phases
    }
}
