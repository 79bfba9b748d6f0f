import ScenarioLanguage
import Testing

@testable import ScenarioImport

@Suite struct OpenAPITests {
    private func text(_ yaml: String) throws -> String {
        let scenario = try ScenarioImporter.openAPI(Array(yaml.utf8), options: ImportOptions(name: "t"))
        #expect(!scenario.compilation.hasErrors, "\(ImportFixtures.mistakes(scenario))")
        return scenario.text
    }

    private func operation(_ rest: String) -> String {
        #"{"openapi":"3.0.3","info":{"title":"T"},"paths":{"/a":{"post":{"responses":{}, "requestBody":{"content":{"#
            + #""application/json":{"schema":\#(rest)}}}}}},"components":{"schemas":{"N":{"type":"object","properties":"#
            + ##"{"next":{"$ref":"#/components/schemas/N"},"v":{"type":"integer","minimum":5,"maximum":5}}}}}}"##
    }

    static let schemas: [(String, String)] = [
        (##"{"$ref":"#/components/schemas/N"}"##, #"json { "v": ${random(5, 5)} }"#),
        (##"{"$ref":"#/components/schemas/Nowhere"}"##, "json {}"), (##"{"$ref":"other.yaml#/X"}"##, "json {}"),
        (
            #"{"type":"array","items":{"type":"string","format":"uuid"},"minItems":2}"#,
            #"json ["${uuid()}", "${uuid()}"]"#
        ),
        (#"{"oneOf":[{"type":"null"},{"type":"boolean"}]}"#, "json true"),
        (#"{"type":["null","integer"],"exclusiveMinimum":3,"maximum":9}"#, "json ${random(4, 9)}"),
        (#"{"type":"integer","minimum":1e300}"#, "json ${random(1000000000000, 1000000000000)}"),
        (#"{"enum":["a",1]}"#, #"json "a""#), (#"{"const":{"x":[]}}"#, #"json { "x": [] }"#),
        (#"{"type":"string","maxLength":3}"#, #"json "tex""#),
        (#"{"type":"string","format":"date-time"}"#, #"json "${now()}""#),
        (
            #"{"properties":{"cuit":{"type":"string"},"api_key":{"type":"string"}}}"#,
            #""cuit": "${cuit()}", "api_key": "${API_KEY}""#
        ),
    ]

    @Test("Values by schemas", arguments: schemas.indices)
    func values(_ index: Int) throws {
        let text = try text(operation(Self.schemas[index].0))
        #expect(text.contains(Self.schemas[index].1), "\(text)")
    }

    @Test("A description in JSON is read as one in YAML")
    func formats() throws {
        let yaml =
            "openapi: '3.1.0'\ninfo: {title: T}\npaths:\n  /a:\n    get:\n      responses: {'200': {description: x}}\n"
        let json =
            #"{"openapi":"3.1.0","info":{"title":"T"},"paths":{"/a":{"get":{"responses":{"200":{"description":"x"}}}}}}"#
        #expect(try text(yaml) == text(json))
    }

    @Test("What a target cannot say of a server's address is said, without its values")
    func addresses() throws {
        let text = try text(
            """
            openapi: 3.0.0
            info: {title: T}
            servers: [{url: "https://ana:geheim-99@h.test/v1?region=geheim-98"}]
            paths:
              /a: {get: {responses: {}}}
              /b: {get: {servers: [{url: "https://ana:geheim-97@i.test/v2?zone=geheim-96"}], responses: {}}}
            """
        )
        #expect(text.contains("# Left out of the server's address: its user, which auth basic gives."))
        #expect(text.contains("# Left out of the server's address: its query (region), which each request would have."))
        #expect(text.contains("# left out of the server's address: its query (zone)"))
        #expect(text.contains("GET \"https://i.test/v2/b\""))
        #expect(!text.contains("geheim"))
    }

    @Test("What is no description is said")
    func refused() {
        let bomb =
            "a: &a [x]\n"
            + (1...40).map { "b\($0): &b\($0) [*\($0 == 1 ? "a" : "b\($0 - 1)"), *\($0 == 1 ? "a" : "b\($0 - 1)")]\n" }
            .joined()
        for (text, part) in [
            ("", "it is empty"), ("swagger: '2.0'", "Swagger 2"), ("a: 1", "it has no openapi"),
            ("openapi: 4.0.0", "is not read"),
            ("openapi: 3.0.0\npaths: {}", "has no paths"), ("{", "JSON line 1"), ("a: [", "YAML"),
            ("a: 1\na: 2", "appears twice"),
            ("openapi: 3.0.0\npaths: {/a: {}}", "has no operations"),
            (String(repeating: "[", count: 100_000), "nested"), (String(repeating: "- ", count: 100_000), "nested"),
            ("a: &x [1]\n? *x\n: 1", "a key that is"), ("a: &x [1]\n*x : 1", "a key that is"), (bomb, "values"),
        ] {
            let error = #expect(throws: ImportError.self) {
                try ScenarioImporter.openAPI(Array(text.utf8), options: ImportOptions(name: "x"))
            }
            #expect(error?.message.contains(part) ?? false, "\(error?.message ?? "")")
        }
    }
}
