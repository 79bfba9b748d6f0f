import ArgumentParser
import Foundation
import LoadPlan
import ScenarioLanguage

/// What every command that compiles a scenario takes.
struct ScenarioOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Load this base URL instead of the scenario's target.", valueName: "url"))
    var target: String?

    @Option(
        name: [.customShort("p"), .customLong("param")],
        help: ArgumentHelp("Set a parameter of the scenario; may be repeated.", valueName: "name=value")
    )
    var parameters: [ParameterArgument] = []

    @Option(
        help: ArgumentHelp(
            "Read secrets from a file of NAME=value lines; else from the environment.",
            valueName: "file"
        )
    )
    var secrets: String?

    @Option(
        help: ArgumentHelp(
            "What speaks HTTP: exchange (Zonda itself, where it can) or transfer (libcurl).",
            valueName: "carrier"
        )
    )
    var carrier: CarrierArgument?

    func validate() throws {
        var seen: Set<String> = []
        for parameter in parameters where !seen.insert(parameter.name).inserted {
            throw ValidationError("parameter '\(parameter.name)' is set twice")
        }
    }

    /// The options for the compiler.
    func compileOptions(secretsMayBeMissing: Bool) throws(Stop) -> CompileOptions {
        let values: [String: String] = if let secrets { try SecretFile.read(secrets) } else { [:] }
        let environment = ProcessInfo.processInfo.environment
        var options = CompileOptions()
        options.target = target
        for parameter in parameters { options.parameters[parameter.name] = parameter.value }
        options.secrets = { values[$0] ?? environment[$0] }
        options.secretsMayBeMissing = secretsMayBeMissing
        return options
    }

    /// Compiles the scenario at `path`; prints what is wrong or doubtful to standard error.
    func compile(_ path: String, secretsMayBeMissing: Bool = false, quiet: Bool = false) throws(Stop) -> Plan {
        let options = try compileOptions(secretsMayBeMissing: secretsMayBeMissing)
        let compilation = ScenarioCompiler.compile(path: path, options: options)
        DiagnosticOutput.print(compilation, quiet: quiet)
        guard var plan = compilation.plan else { throw Stop(.input, "") }
        if let carrier { plan.carrier = carrier.carrier }
        return plan
    }
}
