import ArgumentParser

/// A search for each of several sizes of the service.
struct ResizeOptions: ParsableArguments {
    /// What the number of pods replaces in the command.
    static let mark = "{}"

    @Option(help: ArgumentHelp("Search with each of these numbers of pods in turn: 1,2,4,8.", valueName: "n,…"))
    var sizes: PodsArgument?

    @Option(
        help: ArgumentHelp(
            "The command that makes the service so large and waits until it is; {} is the number of pods.",
            valueName: "command"
        )
    )
    var resize: String?

    func validate() throws {
        guard (sizes == nil) == (resize == nil) else {
            throw ValidationError("--sizes and --resize belong together: one says how many pods, the other makes them")
        }
        guard let sizes, let resize else { return }
        guard resize.contains(Self.mark) else {
            throw ValidationError(
                "--resize needs {} where the number of pods belongs, such as 'kubectl scale … --replicas {}'"
            )
        }
        guard zip(sizes.counts, sizes.counts.dropFirst()).allSatisfy({ $0 < $1 }) else {
            throw ValidationError("--sizes must grow: each search begins at what the smaller size holds")
        }
    }
}
