import Groundwork
import LoadMetrics

/// What recording one sample costs: latencies spread over three decades, so that neither the branch predictor nor one
/// cache line makes it look cheaper than it is. Prints the fastest of several rounds.
@main
enum HistogramBenchmark {
    static func main() {
        var recorder = HistogramRecorder(layout: .latency)
        var values = [UInt64](repeating: 0, count: 1 << 14)
        var state: UInt64 = 1
        for index in values.indices {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            values[index] = 100_000 << (state >> 61) &+ (state >> 40) % 100_000
        }
        var best = Double.infinity
        for _ in 0..<20 {
            let start = SystemTime.monotonic()
            for _ in 0..<32 {
                for value in values { recorder.record(value) }
            }
            best = min(best, Double(SystemTime.monotonic() - start) / Double(32 * values.count))
        }
        print("\((best * 10).rounded() / 10) ns")
    }
}
