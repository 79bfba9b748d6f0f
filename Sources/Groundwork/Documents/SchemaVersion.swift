/// Which shapes of a file this version of the tool reads. Shapes are numbered from 1; whoever changes the meaning of a
/// member counts one up, new members need no new number.
public struct SchemaVersion: Sendable {
    /// The newest shape that is read, and the one that is written.
    public let newest: Int
    /// The member at the top of the file that holds the number.
    let member: String
    /// What a file without the member has, where the first files had none.
    let unstated: Int?

    /// The shapes 1 to `newest`.
    /// - Parameters:
    ///   - newest: the shape that is written.
    ///   - member: the member at the top of the file that holds its number.
    ///   - unstated: the shape of files without that member; `nil` where they are refused.
    public init(_ newest: Int, member: String = "schema", unstated: Int? = nil) {
        self.newest = newest
        self.member = member
        self.unstated = unstated
    }

    /// A member of a file that may hold the number.
    struct Number: Decodable {
        /// `nil` where the member is not a whole number.
        let value: Int?

        init(_ value: Int) { self.value = value }

        init(from decoder: any Decoder) throws { value = try? decoder.singleValueContainer().decode(Int.self) }
    }

    /// Refuses a file, of which these are the members at the top, whose shape this version cannot read.
    func check(_ members: [String: Number]) throws(CanonicalJSONError) {
        guard let stated = members[member] ?? unstated.map(Number.init) else {
            throw .malformed(reason: "\"\(member)\" is missing")
        }
        guard let number = stated.value, number >= 1 else {
            throw .malformed(reason: "\"\(member)\" is not the number of a schema")
        }
        guard number <= newest else { throw .newer(schema: number, readable: newest) }
    }
}
