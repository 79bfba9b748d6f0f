/// What a load's level means.
public enum LoadModel: String, Sendable, Hashable, Codable {
    /// Closed: a number of users, each of whom waits for answers and thinks between steps.
    case users
    /// Open: users that arrive a second, whatever the service does.
    case rate
}
