public import Groundwork
public import LoadPlan

/// A profile as a JSON file: what `zonda region measure` writes and `model "file.json"` reads.
public enum ProfileFile {
    /// Why a file is no profile.
    public struct Mistake: Error, Equatable {
        /// In words.
        public var message: String
    }

    /// The version of the file's shape.
    private static let version = SchemaVersion(1, member: "version")

    private struct Document: Codable {
        var version: Int
        var profile: NetworkProfile
    }

    /// The bytes of a file.
    public static func encode(_ profile: NetworkProfile) throws(CanonicalJSONError) -> [UInt8] {
        try CanonicalJSON.bytes(Document(version: version.newest, profile: profile))
    }

    /// The profile in a file's bytes, with every figure checked.
    public static func decode(_ bytes: [UInt8]) throws(Mistake) -> NetworkProfile {
        let document: Document
        do {
            document = try CanonicalJSON.decode(Document.self, from: bytes, version: version)
        } catch {
            if case .newer = error { throw Mistake(message: error.message) }
            throw Mistake(message: "not a profile file (\(error.message)): zonda region measure writes one")
        }
        let profile = document.profile
        guard !profile.lines.isEmpty, profile.lines.count <= 1000 else {
            throw Mistake(message: "a profile has from 1 to 1000 lines")
        }
        for line in profile.lines { try check(line) }
        guard profile.lines.contains(where: { $0.share.value > 0 }) else {
            throw Mistake(message: "no line has a share above 0")
        }
        return profile
    }

    private static func check(_ line: NetworkProfile.Line) throws(Mistake) {
        guard !line.legs.isEmpty, line.legs.count <= 8 else { throw Mistake(message: "a line has from 1 to 8 legs") }
        guard line.share.value >= 0, line.share.value.isFinite else { throw Mistake(message: "a share below 0") }
        for leg in line.legs {
            let values: [Double]
            switch leg.roundTrip {
            case .constant(let fact): values = [fact.value]
            case .spread(let floor, let median, let p95):
                guard floor.value <= median.value, median.value <= p95.value else {
                    throw Mistake(message: "\(leg.name): floor, median and p95 do not rise")
                }
                values = [floor.value, median.value, p95.value]
            case .quantiles(let quantiles, _):
                guard quantiles.count > 1, quantiles.count <= 10_001, quantiles == quantiles.sorted() else {
                    throw Mistake(message: "\(leg.name): at least two quantiles, none below the one before it")
                }
                values = quantiles
            }
            guard values.allSatisfy({ $0 >= 0 && $0 <= 60_000 }) else {
                throw Mistake(message: "\(leg.name): a round trip takes from 0 to 60,000 ms")
            }
            if let loss = leg.loss, !(0...0.5).contains(loss.value) {
                throw Mistake(message: "\(leg.name): a loss lies between 0 and 0.5")
            }
            for rate in [leg.down, leg.up] {
                if let rate, !(rate.value > 0 && rate.value <= 1e6) {
                    throw Mistake(message: "\(leg.name): a rate lies above 0 and up to 1,000,000 Mbps")
                }
            }
        }
    }
}
