import Glibc
import LoadPlan

/// What this machine allows a process, and whether a plan fits.
enum ResourceLimits {
    /// Raises the limit on open descriptors to what may be had (setrlimit(2)).
    /// - Returns: the limit now in force.
    @discardableResult
    static func raiseDescriptors() -> Int {
        var limit = rlimit()
        let which = __rlimit_resource_t(UInt32(RLIMIT_NOFILE.rawValue))
        guard getrlimit(which, &limit) == 0 else { return 1024 }
        if limit.rlim_cur < limit.rlim_max {
            limit.rlim_cur = limit.rlim_max
            setrlimit(which, &limit)
            getrlimit(which, &limit)
        }
        return limit.rlim_cur > 10_000_000 ? 10_000_000 : Int(limit.rlim_cur)
    }

    /// Makes room for so many descriptors in the process's table before the load begins.
    ///
    /// The table doubles when it is full, and in a process with threads whoever opens the next descriptor then sleeps
    /// through an RCU grace period of the kernel (`expand_fdtable` in Linux' `fs/file.c`). Measured: 8 to 20 ms in which
    /// a shard sends nothing, at 64, 128, 256 … connections. The table never shrinks.
    static func reserveDescriptors(_ count: Int) {
        let any = open("/dev/null", O_RDONLY | O_CLOEXEC)
        guard any >= 0 else { return }
        defer { close(any) }
        let highest = fcntl(any, F_DUPFD_CLOEXEC, Int32(clamping: count - 1))
        if highest >= 0 { close(highest) }
    }

    /// Local ports that connections to one address may come from (ip(7)).
    static func ephemeralPorts() -> Int {
        guard let file = fopen("/proc/sys/net/ipv4/ip_local_port_range", "r") else { return 28_232 }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 64)
        guard fgets(&line, 64, file) != nil else { return 28_232 }
        let numbers = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            .split { $0 == " " || $0 == "\t" || $0 == "\n" }.compactMap { Int($0) }
        return numbers.count == 2 && numbers[1] > numbers[0] ? numbers[1] - numbers[0] + 1 : 28_232
    }

    /// Fails with the numbers when a run of so many users, each with a connection to so many services, cannot fit; makes
    /// room for their descriptors where it does.
    static func check(users: Int, services: Int, slotsPerMulti: Int, addresses: Int) throws(GeneratorError) {
        let descriptors = raiseDescriptors()
        // One a connection, two a multi handle, and what the process itself has open.
        let needed = users * services + (users / slotsPerMulti + 1) * 2 + 64
        if needed > descriptors {
            throw .limits(
                "\(users) users need about \(needed) descriptors, and this process may open \(descriptors); "
                    + "raise the limit (ulimit -Hn \(needed), or LimitNOFILE=), or lower the load"
            )
        }
        let ports = ephemeralPorts() * max(1, addresses)
        if users > ports {
            throw .limits(
                "\(users) users need as many local ports, and there are \(ports) for this target "
                    + "(net.ipv4.ip_local_port_range); widen the range, or lower the load"
            )
        }
        reserveDescriptors(needed)
    }
}
