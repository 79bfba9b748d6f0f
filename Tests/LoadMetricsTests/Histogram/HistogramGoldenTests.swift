import LoadMetrics
import Testing

/// Bytes and figures of the Java library.
@Suite(.enabled(if: HistogramVectors.areHere, HistogramVectors.missing))
struct HistogramGoldenTests {
    @Test func figuresOfAllHistograms() throws {
        let all = try HistogramVectors.golden()
        #expect(all.count == 11)
        for golden in all {
            let histogram = try Histogram(base64: golden.base64)
            #expect(histogram.layout.lowest == golden.lowest, "\(golden.name)")
            #expect(histogram.layout.highest == golden.highest, "\(golden.name)")
            #expect(histogram.layout.digits == golden.sig, "\(golden.name)")
            #expect(histogram.totalCount == golden.total, "\(golden.name)")
            #expect(histogram.min == golden.min, "\(golden.name)")
            #expect(histogram.max == golden.max, "\(golden.name)")
            #expect(agree(histogram.mean, golden.mean), "\(golden.name): \(histogram.mean) \(golden.mean)")
            #expect(agree(histogram.standardDeviation, golden.stddev), "\(golden.name)")
            #expect(golden.percentiles.count == 15)
            for (text, value) in golden.percentiles {
                let percentile = try #require(Double(text))
                #expect(histogram.value(atPercentile: percentile) == value, "\(golden.name) p\(text)")
            }
        }
    }

    @Test func bytesOfAllHistograms() throws {
        var compared = 0
        for golden in try HistogramVectors.golden() {
            let histogram = try Histogram(base64: golden.base64)
            let encoded = histogram.encoded()
            #expect(encoded.count == golden.encodedLength, "\(golden.name)")
            if golden.encoded != "omitted" {
                #expect(hex(encoded) == golden.encoded, "\(golden.name)")
                compared += 1
            }
            #expect(try Histogram(decoding: encoded) == histogram, "\(golden.name)")
            #expect(try Histogram(base64: histogram.base64()) == histogram, "\(golden.name)")
        }
        #expect(compared == 9)
    }

    /// The recording side: the same input as the Java library had gives its bytes.
    @Test func recordingGivesTheSameHistogram() throws {
        let golden = try HistogramVectors.golden()
        func stored(_ name: String) throws -> Histogram {
            try Histogram(base64: try #require(golden.first { $0.name == name }).base64)
        }
        var milliseconds = Histogram(layout: .latency)
        for value in 1...1000 { milliseconds.record(UInt64(value) * 1_000_000) }
        #expect(milliseconds == (try stored("ns_unit1000_1ms_to_1s")))

        #expect(try StandardHistogram.raw() == stored("hdr_standard_raw"))
        #expect(try StandardHistogram.corrected() == stored("hdr_standard_corrected"))
    }
}
