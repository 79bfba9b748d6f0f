import Curl
import Foundation
import Glibc
import LoadMetrics

/// Reads what the machine and this process say of themselves.
enum HostProbe {
    /// The machine's fingerprint.
    static func fingerprint() -> HostFingerprint {
        var system = utsname()
        uname(&system)
        let pages = sysconf(Int32(_SC_PHYS_PAGES))
        let size = sysconf(Int32(_SC_PAGESIZE))
        return HostFingerprint(
            kernel: "\(text(&system.sysname)) \(text(&system.release))",
            machine: text(&system.machine),
            cpu: processorModel(),
            cores: coreCount(),
            memoryMiB: pages > 0 && size > 0 ? pages / 1024 * size / 1024 : 0,
            curl: CurlLibrary.version,
            name: text(&system.nodename)
        )
    }

    private static func text<T>(_ field: inout T) -> String {
        withUnsafeBytes(of: &field) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }

    private static func processorModel() -> String {
        let lines = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8))?.split(separator: "\n") ?? []
        let model = lines.first { $0.hasPrefix("model name") || $0.hasPrefix("Model") }
        return model.flatMap { $0.split(separator: ":", maxSplits: 1).last }
            .map { $0.trimmingCharacters(in: .whitespaces) } ?? "unknown"
    }

    /// Processors that this process may run on (sched_getaffinity(2)).
    static func coreCount() -> Int {
        max(1, ProcessInfo.processInfo.activeProcessorCount)
    }

    /// Processor seconds that this process has used (getrusage(2)).
    static func processSeconds() -> Double {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return seconds(usage.ru_utime) + seconds(usage.ru_stime)
    }

    /// Processor seconds that the calling thread has used.
    static func threadNanoseconds() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }

    /// Most memory that this process has had resident, bytes.
    static func peakMemory() -> UInt64 {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return UInt64(max(0, usage.ru_maxrss)) * 1024
    }

    /// Seconds that this process's control group was held back by its processor limit; `nil` where there is none
    /// (cgroups(7), `cpu.stat` of the unified hierarchy).
    static func throttledSeconds() -> Double? {
        guard let groups = try? String(contentsOfFile: "/proc/self/cgroup", encoding: .utf8),
            let path = groups.split(separator: "\n").first(where: { $0.hasPrefix("0::") })?.dropFirst(3),
            let text = try? String(contentsOfFile: "/sys/fs/cgroup\(path)/cpu.stat", encoding: .utf8),
            let line = text.split(separator: "\n").first(where: { $0.hasPrefix("throttled_usec ") }),
            let microseconds = Double(line.dropFirst(15))
        else { return nil }
        return microseconds / 1e6
    }

    /// Seconds that threads of this process, those that live now, were ready to run and waited for a processor.
    static func runQueueSeconds() -> Double? {
        guard let threads = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task") else { return nil }
        var sum = 0.0
        for thread in threads {
            guard let text = try? String(contentsOfFile: "/proc/self/task/\(thread)/schedstat", encoding: .utf8) else {
                continue
            }
            let fields = text.split(separator: " ")
            if fields.count > 1, let waited = Double(fields[1]) { sum += waited / 1e9 }
        }
        return sum
    }

    private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }

    /// All processor time of the machine and the part that a hypervisor gave to others, in clock ticks (proc(5)).
    static func machineTicks() -> (all: UInt64, steal: UInt64) {
        guard let line = (try? String(contentsOfFile: "/proc/stat", encoding: .utf8))?.split(separator: "\n").first
        else { return (0, 0) }
        let fields = line.split(separator: " ").dropFirst().compactMap { UInt64($0) }
        return (fields.prefix(8).reduce(0, &+), fields.count > 7 ? fields[7] : 0)
    }
}
