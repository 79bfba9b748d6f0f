/// Files that bodies are made of, each read once.
final class BodyFiles {
    private let bag: DiagnosticBag
    private let options: CompileOptions
    private var known: [String: [UInt8]?] = [:]
    /// What was read, in the order of the text, for the plan's hash.
    private(set) var contents: [[UInt8]] = []

    /// A body larger than this is refused: each user that sends it with places in it holds a copy.
    static let sizeLimit = 64 << 20

    init(bag: DiagnosticBag, options: CompileOptions) {
        self.bag = bag
        self.options = options
    }

    /// The bytes of a file beside the text that names it; a mistake is said, and leaves none.
    func read(_ name: NameSyntax) -> [UInt8]? {
        let path = ScenarioPath.resolve(name.text, beside: bag.source.path(at: name.range.start))
        if let bytes = known[path] { return bytes }
        known[path] = .some(nil)
        do {
            let bytes = try options.readFile(path)
            guard bytes.count <= Self.sizeLimit else {
                bag.error("file-too-large", "a file too large for a body", at: name.range, "at most 64 MiB")
                return nil
            }
            contents.append(bytes)
            known[path] = bytes
            return bytes
        } catch {
            bag.error(
                "unreadable-file",
                "the file cannot be read",
                at: name.range,
                FileFailure.describe(error),
                help: "it is looked for at \(path), beside the scenario"
            )
            return nil
        }
    }
}
