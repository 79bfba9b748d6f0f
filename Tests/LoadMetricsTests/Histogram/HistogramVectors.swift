import Foundation
import Testing

/// The official HdrHistogram logs and the Java library's figures. They are not part of this project: tests that need
/// them are skipped where they are missing.
enum HistogramVectors {
    static let missing: Comment = "the HdrHistogram vectors are neither in $ZONDA_VECTORS nor in ../shared/vectors/hdr"

    static let folder: URL? = {
        var candidates: [URL] = []
        if let path = ProcessInfo.processInfo.environment["ZONDA_VECTORS"] {
            candidates = [URL(fileURLWithPath: path), URL(fileURLWithPath: path).appendingPathComponent("hdr")]
        }
        // Tests/LoadMetricsTests/Histogram/HistogramVectors.swift, four levels below the root.
        var root = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { root.deleteLastPathComponent() }
        candidates.append(root.appendingPathComponent("../shared/vectors/hdr"))
        return candidates.first {
            FileManager.default.fileExists(atPath: $0.appendingPathComponent("golden-java.json").path)
        }
    }()

    static var areHere: Bool { folder != nil }

    static func bytes(_ name: String) throws -> [UInt8] {
        guard let folder else { throw CocoaError(.fileNoSuchFile) }
        return [UInt8](try Data(contentsOf: folder.appendingPathComponent(name)))
    }

    static func golden() throws -> [Golden] {
        try JSONDecoder().decode([Golden].self, from: Data(try bytes("golden-java.json")))
    }

    /// What the Java library printed of a histogram.
    struct Golden: Decodable {
        var name: String
        var lowest: UInt64
        var highest: UInt64
        var sig: Int
        var total: UInt64
        var min: UInt64
        var max: UInt64
        var mean: Double
        var stddev: Double
        var percentiles: [String: UInt64]
        var encodedLength: Int
        var encoded: String
        var base64: String

        enum CodingKeys: String, CodingKey {
            case name, lowest, highest, sig, total, min, max, mean, stddev, percentiles
            case encodedLength = "v2_uncompressed_hex_len"
            case encoded = "v2_uncompressed_hex"
            case base64 = "v2_compressed_base64"
        }
    }
}

/// Bytes as hexadecimal digits.
func hex(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}

/// Whether two figures differ by no more than the order of additions explains.
func agree(_ a: Double, _ b: Double) -> Bool {
    abs(a - b) <= 1e-12 * Swift.max(abs(a), abs(b))
}
