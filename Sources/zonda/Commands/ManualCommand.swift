import ArgumentParser

/// `zonda manual`: the source of the man page, for `make install` and for packagers.
struct ManualCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manual",
        abstract: "Prints the source of the man page zonda(1).",
        shouldDisplay: false
    )

    func run() throws {
        let page = ManualPage(try CommandFacts.read(dump: Zonda._dumpHelp()), version: Version.text)
        Console.write(page.text(), to: 1)
    }
}
