/// One line of a run's clean-up journal.
public struct CleanUpEntry: Sendable, Hashable, Codable {
    /// What happened.
    public enum Event: String, Sendable, Codable {
        /// A procedure began: from now on there may be something to clean up.
        case begun
        /// A value of the run became known.
        case value
        /// Teardown has gone through.
        case cleaned
        /// Teardown ended with failures.
        case failed
    }

    /// A part of a value's text.
    public enum Part: Sendable, Hashable, Codable {
        /// As it is.
        case text(String)
        /// The value of the secret of this name stands here.
        case secret(String)
    }

    /// What happened.
    public var event: Event
    /// The procedure, or the value, by name.
    public var name: String?
    /// What kind of value it is.
    public var kind: String?
    /// The value as text, in parts; `nil` where it must not be written down.
    public var value: [Part]?

    /// A line.
    public init(event: Event, name: String? = nil, kind: String? = nil, value: [Part]? = nil) {
        self.event = event
        self.name = name
        self.kind = kind
        self.value = value
    }
}

extension CleanUpEntry.Part {
    private enum Key: String, CodingKey {
        case text, secret
    }

    /// Reads `{"text": …}` or `{"secret": NAME}`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        if let name = try container.decodeIfPresent(String.self, forKey: .secret) {
            self = .secret(name)
        } else {
            self = .text(try container.decode(String.self, forKey: .text))
        }
    }

    /// Writes `{"text": …}` or `{"secret": NAME}`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch self {
        case .text(let text): try container.encode(text, forKey: .text)
        case .secret(let name): try container.encode(name, forKey: .secret)
        }
    }
}
