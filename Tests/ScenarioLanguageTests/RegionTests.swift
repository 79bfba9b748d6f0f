import LoadPlan
import Testing

@testable import ScenarioLanguage

@Suite struct RegionTests {
    private func regions(_ text: String, secret: String? = nil) throws -> [Region] {
        var options = Fixtures.options()
        options.secrets = { _ in secret }
        let scenario = Fixtures.scenario(flow: "GET / as home", before: text)
        let compilation = Fixtures.compile(scenario, options: options)
        return try #require(compilation.plan, "\(Fixtures.text(compilation))").regions
    }

    @Test func allKindsOfVantage() throws {
        let regions = try regions(
            """
            regions {
              office share 10% here "Rosario, office"
              lab    share 10%
              ar     share 30% model "ar-4g/cordoba"
              br     share 20% via proxy "http://10.0.0.1:3128"
              up     share 10% via interface "eth1"
              down   via address "10.0.0.2" share 20%
            }
            """
        )
        #expect(
            regions.map(\.vantage.words) == [
                "here (Rosario, office)", "here", "model ar-4g/cordoba/bue-local", "via proxy http://10.0.0.1:3128",
                "via interface eth1", "via address 10.0.0.2",
            ]
        )
        #expect(regions.map(\.vantage.kind) == ["here", "here", "model", "via", "via", "via"])
        #expect(abs(regions.reduce(0) { $0 + $1.share } - 1) < 1e-9)
        #expect(regions[2].vantage.profile?.lines[0].legs.map(\.name) == ["ar-4g", "cordoba", "bue-local"])
    }

    @Test func regionsOnOneLine() throws {
        let regions = try regions("regions { a share 60% model \"ar-fiber\"  b share 40% here }")
        #expect(regions.map(\.name) == ["a", "b"])
    }

    @Test func aProxyFromTheEnvironmentIsASecret() throws {
        let text = "regions { br via proxy env(\"BR_PROXY\") }"
        let region = try #require(try regions(text, secret: "http://me:p%40ss@10.0.0.1:3128").first)
        guard case .via(.proxy(let proxy)) = region.vantage else {
            Issue.record("no proxy")
            return
        }
        #expect(proxy.user == "me")
        #expect(proxy.password == "p@ss")
        #expect(!region.vantage.words.contains("me"))
        #expect(!region.vantage.words.contains("ss"))
    }

    @Test func aTenantHasNoVantage() {
        let compilation = Fixtures.compile(
            Fixtures.scenario(flow: "GET / as home", before: "tenants { a share 100% model \"ar-4g\" }")
        )
        #expect(compilation.hasErrors)
    }
}
