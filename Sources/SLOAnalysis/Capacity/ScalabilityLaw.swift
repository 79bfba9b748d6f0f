import Glibc

/// How throughput grows with concurrency: X(N) = γN / (1 + α(N − 1) + βN(N − 1)).
///
/// α is the share of the work that one must wait for another with, β what keeping each other up to date costs, γ the
/// throughput of one alone. It says nothing of latency.
///
/// Source: N. J. Gunther, "Guerrilla Capacity Planning" (2007), chapters 4 to 6.
public struct ScalabilityLaw: Sendable, Codable, Hashable {
    /// Contention, 0 to 1.
    public let contention: Double
    /// Coherency, 0 to 1.
    public let coherency: Double
    /// Throughput of one alone.
    public let alone: Double

    /// The law with given parameters.
    public init(contention: Double, coherency: Double, alone: Double) {
        (self.contention, self.coherency, self.alone) = (contention, coherency, alone)
    }

    /// Throughput at a concurrency.
    public func throughput(_ concurrency: Double) -> Double {
        let n = concurrency
        return alone * n / (1 + contention * (n - 1) + coherency * n * (n - 1))
    }

    /// The concurrency beyond which more of it means less throughput; nil where there is none.
    public var peak: Double? {
        coherency > 0 && contention < 1 ? ((1 - contention) / coherency).squareRoot() : nil
    }

    /// What throughput stays below if nothing but contention holds it back; nil without contention.
    public var limit: Double? { contention > 0 ? alone / contention : nil }
}

/// A concurrency and the throughput that was measured at it.
public struct LoadLevel: Sendable, Codable, Hashable {
    /// Requests in flight, on average.
    public var concurrency: Double
    /// Requests a second.
    public let throughput: Double

    /// A level.
    public init(concurrency: Double, throughput: Double) {
        (self.concurrency, self.throughput) = (concurrency, throughput)
    }
}
