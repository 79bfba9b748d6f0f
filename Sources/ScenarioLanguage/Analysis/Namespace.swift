import LoadPlan

/// The names that a whole file shares: parameters, secrets and tables. Flow variables live beside them and may not
/// have the same names.
final class Namespace {
    /// A parameter with the value in force.
    struct Parameter {
        var value: Value
        var range: TextRange
    }

    /// A value that is made once for the whole run.
    struct SharedValue {
        var name: String
        /// Where it is first set.
        var range: TextRange
        /// What makes it: `setup`.
        var maker: String
        /// Every way through what makes it sets it.
        var isCertain: Bool
        var isUsed = false
    }

    private(set) var parameters: [String: Parameter] = [:]
    /// Parameters in the order of the text.
    private(set) var parameterNames: [String] = []
    var secrets: [Plan.Secret] = []
    var tables: [Table] = []
    /// Values of the run, in the order of their numbers.
    var sharedValues: [SharedValue] = []
    /// Blocks that flows can use.
    private(set) var blocks: [String: BlockSyntax] = [:]
    /// Names of blocks that some flow uses.
    var usedBlocks: Set<String> = []
    /// What each name is, and where it was declared.
    private(set) var declared: [String: (what: String, range: TextRange)] = [:]
    /// Names that were read somewhere.
    var used: Set<String> = []
    /// Words of text that could not be read: any of them may be a name that was meant to be declared.
    let lost: Set<String>

    /// What expressions read from outside the text while they are compiled.
    let outside: OutsideText

    init(lost: Set<String> = [], outside: OutsideText) {
        self.lost = lost
        self.outside = outside
    }

    /// Words that expressions give a meaning of their own.
    static let reserved: Set<String> = Set(
        UserAttribute.allCases.map(\.rawValue)
            + [
                "status", "header", "json", "xpath", "regex", "cookie", "body", "size", "latency", "true", "false",
                "none",
            ]
            + ["and", "or", "not", "is", "in", "contains", "starts", "ends", "matches", "when", "counts", "pick"]
    )

    /// Takes a name for something.
    /// - Returns: false where it was taken, which is said.
    func declare(_ name: NameSyntax, as what: String, in bag: DiagnosticBag) -> Bool {
        if Self.reserved.contains(name.text) {
            bag.error(
                "reserved-name",
                "'\(name.text)' has a meaning of its own",
                at: name.range,
                "choose another name for this \(what)"
            )
            return false
        }
        if let first = declared[name.text] {
            let line = bag.source.line(first.range.start)
            bag.error(
                "duplicate-name",
                "'\(name.text)' is declared twice",
                at: name.range,
                "it is a \(first.what) already, declared in \(line)"
            )
            return false
        }
        declared[name.text] = (what, name.range)
        return true
    }

    /// Takes note of a block; what is wrong with its head is said.
    func declare(_ block: BlockSyntax, in bag: DiagnosticBag) {
        let name = block.name.text
        if let first = blocks[name] {
            bag.error(
                "duplicate-name",
                "the block '\(name)' stands twice",
                at: block.name.range,
                "\(bag.source.line(first.name.range.start)) has it already"
            )
            return
        }
        blocks[name] = block
        var seen: Set<String> = []
        let set = VariableCollector.collect(block.body)
        for parameter in block.parameters {
            if !seen.insert(parameter.text).inserted {
                bag.error(
                    "duplicate-name",
                    "a second parameter '\(parameter.text)'",
                    at: parameter.range,
                    "give each a name of its own"
                )
            }
            if let place = set[parameter.text] {
                bag.error(
                    "read-only",
                    "'\(parameter.text)' is set inside its block",
                    at: place,
                    "it is a parameter, and keeps the value that it was given"
                )
            }
        }
    }

    func setParameter(_ name: String, _ parameter: Parameter) {
        if parameters[name] == nil { parameterNames.append(name) }
        parameters[name] = parameter
    }

    /// Says which declared names nothing reads.
    func reportUnused(in bag: DiagnosticBag) {
        // What could not be read may have used it.
        guard lost.isEmpty else { return }
        for value in sharedValues where !value.isUsed && !value.name.hasPrefix("_") {
            bag.unused(
                value.name,
                "the variable",
                at: value.range,
                "remove it, or begin its name with _ to keep it"
            )
        }
        for (name, block) in blocks where !usedBlocks.contains(name) && !name.hasPrefix("_") {
            // A file that is shared holds more than each of its users needs.
            guard bag.source.isScenario(block.name.range.start) else { continue }
            bag.unused(
                name,
                "the block",
                at: block.name.range,
                "write use \(name) in a flow, or remove it"
            )
        }
        for (name, declaration) in declared where !used.contains(name) && !name.hasPrefix("_") {
            guard bag.source.isScenario(declaration.range.start) else { continue }
            bag.unused(
                name,
                "the \(declaration.what)",
                at: declaration.range,
                "remove it, or use it as \(declaration.what == "table" ? "\(name).COLUMN" : name)"
            )
        }
    }
}
