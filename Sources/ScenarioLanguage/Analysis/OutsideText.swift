/// Texts from outside the scenario that become part of it when it is compiled: files and environment variables.
final class OutsideText {
    private let options: CompileOptions
    /// Everything that was read, for the plan's hash.
    private(set) var contents: [[UInt8]] = []

    /// Longest file, in bytes: as long as a text may be in a run.
    static let limit = 1 << 20

    init(options: CompileOptions) {
        self.options = options
    }

    /// The value of an environment variable.
    func environment(_ name: String) -> String? {
        guard let value = options.environment(name) else { return nil }
        contents.append(Array("\(name)=\(value)".utf8))
        return value
    }

    /// The text of a file beside the one that names it.
    func file(_ name: String, beside path: String) -> Result<String, Mistake> {
        let resolved = ScenarioPath.resolve(name, beside: path)
        let bytes: [UInt8]
        do {
            bytes = try options.readFile(resolved)
        } catch {
            return .failure(Mistake(label: FileFailure.describe(error), help: "it is looked for at \(resolved)"))
        }
        guard bytes.count <= Self.limit else {
            return .failure(Mistake(label: "it is larger than \(Self.limit >> 20) MiB", help: nil))
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            return .failure(Mistake(label: "it is not text in UTF-8", help: nil))
        }
        contents.append(bytes)
        return .success(text)
    }

    /// Why a file is of no use.
    struct Mistake: Error {
        var label: String
        var help: String?
    }
}
