/// A set of characters: ranges and general categories, perhaps turned round.
struct IRegexpSet {
    /// Scalars from `low` to `high`.
    struct Range {
        var low: UInt32
        var high: UInt32
    }

    /// Which of a program's ranges are this set's.
    var ranges: Swift.Range<Int32>
    /// A bit for each general category, as ``bit(of:)`` numbers them.
    var categories: UInt32
    /// Holds what ranges and categories do not.
    var isNegated: Bool
    /// The answers for ASCII, from the lowest bit.
    private var ascii: (UInt64, UInt64) = (0, 0)

    /// A set over ranges of a program, of which `all` are known so far.
    init(ranges: Swift.Range<Int32>, of all: [Range], categories: UInt32, isNegated: Bool) {
        self.ranges = ranges
        self.categories = categories
        self.isNegated = isNegated
        all.withUnsafeBufferPointer { all in
            for scalar in UInt32(0)..<128 where search(scalar, all) {
                if scalar < 64 { ascii.0 |= 1 << UInt64(scalar) } else { ascii.1 |= 1 << UInt64(scalar - 64) }
            }
        }
    }

    /// Whether it holds a character.
    @inline(__always)
    func contains(_ scalar: UInt32, _ all: UnsafeBufferPointer<Range>) -> Bool {
        if scalar < 64 { return ascii.0 >> UInt64(scalar) & 1 == 1 }
        if scalar < 128 { return ascii.1 >> UInt64(scalar - 64) & 1 == 1 }
        return search(scalar, all)
    }

    private func search(_ scalar: UInt32, _ all: UnsafeBufferPointer<Range>) -> Bool {
        for index in ranges where all[Int(index)].low <= scalar && scalar <= all[Int(index)].high { return !isNegated }
        guard categories != 0, let character = Unicode.Scalar(scalar) else { return isNegated }
        return (categories & Self.bit(of: character.properties.generalCategory) != 0) != isNegated
    }

    // MARK: General categories (Unicode, section 4.5)

    /// All categories that an I-Regexp can name: surrogates are no characters.
    static let allCategories: UInt32 = (1 << 29) - 1

    /// The categories that a name inside `\p{…}` means, one letter for a group or two for one; `nil` for others.
    static func categories(named name: some Sequence<UInt32>) -> UInt32? {
        let name = String(String.UnicodeScalarView(name.compactMap(Unicode.Scalar.init)))
        guard let group = groups.first(where: { name.hasPrefix($0.letter) }) else { return nil }
        if name == group.letter {
            return group.kinds.reduce(0) { $0 | bit(of: $1.category) }
        }
        return group.kinds.first { group.letter + $0.letter == name }.map { bit(of: $0.category) }
    }

    private typealias Kind = (letter: String, category: Unicode.GeneralCategory)

    private static let groups: [(letter: String, kinds: [Kind])] = [
        (
            "L",
            [
                ("l", .lowercaseLetter), ("m", .modifierLetter), ("o", .otherLetter), ("t", .titlecaseLetter),
                ("u", .uppercaseLetter),
            ]
        ),
        ("M", [("c", .spacingMark), ("e", .enclosingMark), ("n", .nonspacingMark)]),
        ("N", [("d", .decimalNumber), ("l", .letterNumber), ("o", .otherNumber)]),
        (
            "P",
            [
                ("c", .connectorPunctuation), ("d", .dashPunctuation), ("e", .closePunctuation),
                ("f", .finalPunctuation), ("i", .initialPunctuation), ("o", .otherPunctuation),
                ("s", .openPunctuation),
            ]
        ),
        ("Z", [("l", .lineSeparator), ("p", .paragraphSeparator), ("s", .spaceSeparator)]),
        ("S", [("c", .currencySymbol), ("k", .modifierSymbol), ("m", .mathSymbol), ("o", .otherSymbol)]),
        ("C", [("c", .control), ("f", .format), ("n", .unassigned), ("o", .privateUse)]),
    ]

    private static func bit(of category: Unicode.GeneralCategory) -> UInt32 {
        switch category {
        case .uppercaseLetter: 1 << 0
        case .lowercaseLetter: 1 << 1
        case .titlecaseLetter: 1 << 2
        case .modifierLetter: 1 << 3
        case .otherLetter: 1 << 4
        case .nonspacingMark: 1 << 5
        case .spacingMark: 1 << 6
        case .enclosingMark: 1 << 7
        case .decimalNumber: 1 << 8
        case .letterNumber: 1 << 9
        case .otherNumber: 1 << 10
        case .connectorPunctuation: 1 << 11
        case .dashPunctuation: 1 << 12
        case .openPunctuation: 1 << 13
        case .closePunctuation: 1 << 14
        case .initialPunctuation: 1 << 15
        case .finalPunctuation: 1 << 16
        case .otherPunctuation: 1 << 17
        case .mathSymbol: 1 << 18
        case .currencySymbol: 1 << 19
        case .modifierSymbol: 1 << 20
        case .otherSymbol: 1 << 21
        case .spaceSeparator: 1 << 22
        case .lineSeparator: 1 << 23
        case .paragraphSeparator: 1 << 24
        case .control: 1 << 25
        case .format: 1 << 26
        case .privateUse: 1 << 27
        case .unassigned: 1 << 28
        case .surrogate: 0
        @unknown default: 0
        }
    }
}
