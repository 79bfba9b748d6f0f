import LoadPlan
import Testing

@testable import NetworkModel

@Suite struct CatalogueTests {
    @Test func everyNameHasAProfile() {
        for name in NetworkCatalogue.names {
            #expect(NetworkCatalogue.profile(name) != nil, "\(name)")
        }
        #expect(NetworkCatalogue.profile("ar-fibre") == nil)
        #expect(NetworkCatalogue.profile("ar-fiber/bue-gru/cordoba") == nil)
        #expect(NetworkCatalogue.profile("") == nil)
    }

    /// The table of what an objective of 200 ms means rests on these sums.
    @Test(arguments: [
        ("ar-fiber", 13.0), ("ar-fiber/cordoba", 23), ("ar-4g", 52), ("ar-4g/comodoro", 75),
        ("ar-fiber/bue-gru-direct", 47), ("ar-fiber/bue-iad", 163),
    ])
    func mediansAddUp(_ name: String, _ expected: Double) throws {
        let profile = try #require(NetworkCatalogue.profile(name))
        let median = RoundTripDistribution(profile).quantile(0.5)
        // The median of a sum of skewed parts lies a little above the sum of the medians.
        #expect(median >= expected - 0.1 && median < expected + 4, "\(median)")
    }

    @Test func aMixtureHasTwoPopulations() throws {
        let distribution = RoundTripDistribution(try #require(NetworkCatalogue.profile("lab-access/bue-gru")))
        #expect(abs(distribution.cdf(60) - 0.51) < 0.001)
        #expect(abs(distribution.cdf(150) - 0.51) < 0.001)
        // RIPE Atlas: 99.6 ± 76.2 ms.
        #expect(abs(distribution.mean - 99.6) < 2)
    }

    @Test func everyFigureSaysWhatItRestsOn() {
        for name in NetworkCatalogue.presets.map(\.name) + [NetworkCatalogue.nationalName] {
            for fact in NetworkCatalogue.profile(name)?.facts ?? [] {
                #expect(!fact.source.isEmpty)
                if fact.kind == .measured { #expect(fact.year != nil, "\(fact.source)") }
            }
        }
    }

    @Test func nationalSharesAreWhole() {
        #expect(abs(NetworkCatalogue.nationalAccess.reduce(0) { $0 + $1.1 } - 1) < 1e-9)
        #expect(abs(NetworkCatalogue.nationalCities.reduce(0) { $0 + $1.1 } - 1) < 1e-9)
    }

    @Test func aFileKeepsAProfile() throws {
        let profile = try #require(NetworkCatalogue.profile("ar-4g/cordoba/bue-gru"))
        #expect(try ProfileFile.decode(ProfileFile.encode(profile)) == profile)
    }

    @Test func aFileIsChecked() throws {
        var profile = try #require(NetworkCatalogue.profile("ar-4g"))
        profile.lines[0].legs[0].loss?.value = 3
        let bytes = try ProfileFile.encode(profile)
        #expect(throws: ProfileFile.Mistake.self) { try ProfileFile.decode(bytes) }
        #expect(throws: ProfileFile.Mistake.self) { try ProfileFile.decode(Array("{}".utf8)) }
        let newer = String(decoding: bytes, as: UTF8.self).replacing("\"version\" : 1", with: "\"version\" : 2")
        let message = "it has schema 2, this version reads up to 1: use a newer zonda"
        #expect(throws: ProfileFile.Mistake(message: message)) { try ProfileFile.decode(Array(newer.utf8)) }
    }

    @Test func netemSaysTheSame() throws {
        let profile = try #require(NetworkCatalogue.profile("ar-fiber/bue-iad"))
        let line = NetemCommand.line(profile)
        #expect(line.hasPrefix("tc qdisc add dev eth0 root netem"))
        #expect(line.contains("rate 75mbit"))
        #expect(NetemCommand.isExact(profile))
    }
}
