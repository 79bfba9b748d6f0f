import Foundation

/// What the argument parser knows of the command line, as far as the manual needs it: the same facts that its help and its
/// completion scripts are made from.
struct CommandFacts: Decodable {
    /// The word on the command line.
    var commandName: String
    /// What it does, in a sentence.
    var abstract: String?
    /// More about it.
    var discussion: String?
    /// Not hidden.
    var shouldDisplay: Bool
    /// Its options and arguments.
    var arguments: [ArgumentFacts]?
    /// Commands below it.
    var subcommands: [CommandFacts]?

    /// An option, flag or argument.
    struct ArgumentFacts: Decodable {
        /// How it is given.
        enum Kind: String, Decodable {
            /// By its place.
            case positional
            /// By its name, with a value.
            case option
            /// By its name alone.
            case flag
        }

        /// One of its names.
        struct Name: Decodable {
            /// `short` or `long`.
            var kind: String
            /// Without dashes.
            var name: String

            /// With dashes.
            var text: String { (kind == "long" ? "--" : "-") + name }
        }

        /// How it is given.
        var kind: Kind
        /// Not hidden.
        var shouldDisplay: Bool
        /// It may be left out.
        var isOptional: Bool
        /// It may be given several times.
        var isRepeating: Bool
        /// Its names; of a positional one none.
        var names: [Name]?
        /// What its value is called.
        var valueName: String?
        /// Its value where it is not given.
        var defaultValue: String?
        /// What it does, in a sentence.
        var abstract: String?
        /// More about it.
        var discussion: String?
    }

    /// Reads what the argument parser dumps of a command and all below it.
    static func read(dump: String) throws -> CommandFacts {
        struct Dump: Decodable {
            var command: CommandFacts
        }
        return try JSONDecoder().decode(Dump.self, from: Data(dump.utf8)).command
    }
}
