/// What a series of samples measures, in a plan and in a record.
public enum SeriesKind: String, Sendable, Hashable, Codable, CaseIterable {
    /// Requests of one step: response time from the intended start, service time from the actual send.
    case step
    /// The whole duration of a group.
    case group
    /// A poll's time to state.
    case poll
    /// The whole duration of an iteration.
    case flow
}
