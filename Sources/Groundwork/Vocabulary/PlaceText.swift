/// A ``Place`` that is stored as one text, `scenarios/booking.zonda:38:3`, as run records have it.
public struct PlaceText: Sendable, Hashable, Codable {
    /// The place.
    public var place: Place

    /// A place to store.
    public init(_ place: Place) { self.place = place }

    /// Reads the text.
    public init(from decoder: any Decoder) throws {
        place = Place(try decoder.singleValueContainer().decode(String.self))
    }

    /// Writes the text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(place.description)
    }
}
