import ArgumentParser

/// Processor cores on the command line, as Kubernetes writes them: `500m`, `1.5`.
struct CoresArgument: ExpressibleByArgument, Hashable {
    /// Cores.
    var cores: Double

    init?(argument: String) {
        let isMilli = argument.hasSuffix("m")
        guard let number = Double(isMilli ? String(argument.dropLast()) : argument), number > 0, number <= 1e6 else {
            return nil
        }
        cores = isMilli ? number / 1000 : number
    }
}

/// What the processor was used at a load: `240/s=1.9`, requests a second of all pods and their cores.
struct ProcessorArgument: ExpressibleByArgument, Hashable {
    /// Requests a second.
    var requests: Double
    /// Cores.
    var cores: Double

    init?(argument: String) {
        let parts = argument.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, let rate = RateArgument(argument: parts[0]), rate.perSecond < 1e9,
            let used = CoresArgument(argument: parts[1])
        else { return nil }
        (requests, cores) = (rate.perSecond, used.cores)
    }
}
