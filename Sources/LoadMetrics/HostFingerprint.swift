/// The machine that the load came from: runs are compared only where it is the same.
public struct HostFingerprint: Sendable, Codable, Hashable {
    /// Kernel, as `uname -sr` says it.
    public let kernel: String
    /// Machine, as `uname -m` says it.
    public var machine: String
    /// Processor model.
    public var cpu: String
    /// Processors that this process may use.
    public var cores: Int
    /// Memory in MiB.
    public let memoryMiB: Int
    /// libcurl and its TLS library, as they name themselves.
    public let curl: String
    /// Host name.
    public var name: String

    /// A fingerprint.
    public init(kernel: String, machine: String, cpu: String, cores: Int, memoryMiB: Int, curl: String, name: String) {
        self.kernel = kernel
        self.machine = machine
        self.cpu = cpu
        self.cores = cores
        self.memoryMiB = memoryMiB
        self.curl = curl
        self.name = name
    }
}
