import Foundation
import Glibc
import Groundwork
import JSON
import LoadPlan
import LoadTestKit
import Testing

@testable import Extraction
@testable import LoadGenerator
@testable import ScenarioLanguage

/// Random damage to a corpus of seeds: whatever stands in a scenario or an answer, nothing crashes, each text is done
/// within a time that grows no faster than the text, and memory stays bounded.
///
/// A few hundred rounds by default; ZONDA_FUZZ_SECONDS=20 goes on for so long with seeds that differ each time, and a
/// failure names its seed, which ZONDA_FUZZ_SEED repeats.
@Suite(.serialized) struct FuzzTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let seconds = environment["ZONDA_FUZZ_SECONDS"].flatMap(Double.init) ?? 0
    static let seed =
        environment["ZONDA_FUZZ_SEED"].flatMap(UInt64.init) ?? (seconds > 0 ? UInt64(time(nil)) : 1)
    /// Longest text, and the longest processor time for it in an unoptimised build.
    private static let longest = 20_000
    private static let slowest = Duration.seconds(10)
    /// Most memory that a target's rounds may add, in bytes.
    private static let mostMemory = 512 << 20

    private static func corpus(_ endings: String..., in folders: String...) -> [[UInt8]] {
        let package = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        var texts: [[UInt8]] = []
        for folder in folders {
            let url = package.appendingPathComponent(folder)
            let names = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
            for name in names.sorted() where endings.contains(where: name.hasSuffix) {
                if let data = try? Data(contentsOf: url.appendingPathComponent(name)), data.count < longest {
                    texts.append(Array(data))
                }
            }
        }
        return texts
    }

    /// Resident memory in bytes (proc(5), statm).
    private static func memory() -> Int {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return 0 }
        let fields = text.split(separator: " ")
        return fields.count > 1 ? (Int(fields[1]) ?? 0) * Int(getpagesize()) : 0
    }

    /// Hands damaged texts to a target, so many or for a share of the time there is.
    func fuzz(
        _ name: String,
        _ corpus: [[UInt8]],
        rounds: Int,
        pieces: [[UInt8]]? = nil,
        _ target: ([UInt8]) -> Void
    ) {
        #expect(!corpus.isEmpty, "\(name): no seeds")
        let clock = ContinuousClock()
        let start = clock.now
        let share = Duration.seconds(Self.seconds / 11)
        let before = Self.memory()
        var round = 0
        while Self.seconds > 0 ? clock.now - start < share : round < rounds {
            var mutator = Mutator(random: SeededRandom(seed: Self.seed, UInt64(round)), corpus: corpus)
            if let pieces { mutator.pieces = pieces }
            let text = mutator.text(limit: Self.longest)
            let took = ProcessorTime.measure { target(text) }
            if took > Self.slowest {
                Issue.record(
                    "\(name): seed \(Self.seed), round \(round) took \(took): \(String(decoding: text, as: UTF8.self))"
                )
                return
            }
            round += 1
        }
        let grown = Self.memory() - before
        #expect(
            grown < Self.mostMemory,
            "\(name): seed \(Self.seed), memory grew by \(grown >> 20) MiB in \(round) rounds"
        )
    }

    private static let scenarios = corpus(".zonda", in: "scenarios", "Tests/ScenarioLanguageTests/Golden")

    @Test func scenarios() {
        let options = CompileOptions(
            secrets: { _ in "hunter2" },
            environment: { _ in "x" },
            readFile: { _ in Array("email,dni\na@turnos.test,1\n".utf8) }
        )
        fuzz("scenarios", Self.scenarios, rounds: 300) { text in
            let compilation = ScenarioCompiler.compile(bytes: text, path: "fuzz.zonda", options: options)
            #expect((compilation.plan == nil) == compilation.hasErrors)
            _ = DiagnosticRenderer(sources: compilation.sources).render(compilation.diagnostics)
        }
    }

    @Test func formatting() {
        fuzz("formatting", Self.scenarios, rounds: 300) { text in
            let text = String(decoding: text, as: UTF8.self)
            let once = ScenarioFormatter.format(text)
            if ScenarioFormatter.format(once) != once { Issue.record("not stable (seed \(Self.seed)): \(text)") }
        }
    }

    /// Expressions and templates are evaluated too, with an answer to look into.
    @Test func expressions() {
        let seeds = [
            "\"a${random(1, 9)}b\" + upper(body)", "json $.a[?@.b == 1].c is array and status in 200, 300..400",
            "join(split(body, \",\"), \"-\")[0]", "{ a: [1, { b: none }], \"c d\": timestamp() + 3 }[\"a\"][1]",
            "parse_date(\"2026-11-23T09:00-03:00\", \"America/Argentina/Buenos_Aires\") + 1d | \"yyyy-MM-dd'T'HH:mm\"",
            "round(max(1.5, min([3, 2])), 2) | \"0.00\"",
            "replace(substring(body, -5, 3), \"a\", \"\") matches \"^(b|c)+$\"",
            "jwt_sign(\"k\", { sub: user, exp: timestamp() })",
            "hmac_sha256(base64_decode(\"aGk=\"), lorem(5), \"base64url\")",
            "header \"X-A\" == cookie \"sid\" or xpath \"count(//a)\" > 2 or regex \"(\\d+)\" == \"7\"",
        ].map { Array($0.utf8) }
        let answers = [#"{"a":[{"b":1,"c":[1,2]},{"b":"x"}]}"#, "<a><b>7</b></a>", "", "no JSON 7"]
        fuzz("expressions", seeds, rounds: 300) { text in
            let flow = "GET /x as x\n  expect status == 200 or " + String(decoding: text, as: UTF8.self)
            let source =
                "scenario \"F\"\ntarget \"http://127.0.0.1:1\"\nflow main {\n\(flow)\n}\nload { rate 1/s for 1s }\n"
            guard let plan = ScenarioCompiler.compile(source: source, path: "f.zonda", options: CompileOptions()).plan
            else { return }
            Self.evaluate(plan, answers)
        }
    }

    /// Judges answers by the checks of a plan's first request.
    private static func evaluate(_ plan: Plan, _ answers: [String]) {
        guard case .request(let request)? = plan.flows.first?.steps.first else { return }
        let pool = ExpressionPool(secrets: plan.secrets, zones: plan.zones)
        var nodes: [NodeID] = []
        for check in request.checks {
            if case .expression(let expression) = check.condition { nodes.append(pool.add(expression)) }
        }
        let evaluator = Evaluator(
            pool: pool,
            plan: plan,
            users: 1,
            library: FunctionLibrary(plan: plan, seed: 1, sequencePlaces: pool.sequencePlaces)
        )
        for answer in answers {
            evaluator.response = makeAnswer(answer)
            evaluator.status = 201
            evaluator.answerChanged()
            for node in nodes {
                _ = evaluator.evaluate(node)
                _ = evaluator.explain(node)
                evaluator.arena.reset()
            }
            evaluator.response.map(freeAnswer)
        }
    }

    @Test func jsonAnswers() {
        let seeds = [
            #"{"slots":[{"id":1,"free":true,"tags":["a","b"],"price":1.5e3},{"id":"ñ\u00f1\ud83d\ude42","free":false}],"n":null}"#,
            #"[[[[[]]]],{"a":{"a":{"a":[]}}},"",-0.0,1e-7,true]"#,
            #"{"data":{"2026-11-23":[{"start":"2026-11-23T09:00"}]}}"#,
        ].map { Array($0.utf8) }
        let queries = [
            "$", "$.slots[0].id", "$..id", "$.slots[?@.free == true && length(@.tags) > 1].id", "$..*[-1:]", "$.*.*[*]",
        ]
        .compactMap { try? JSONPath(parsing: $0) }.map(JSONQuery.init)
        #expect(queries.count == 6)
        var scanner = JSONScanner()
        fuzz("JSON answers", seeds, rounds: 400) { text in
            text.withUnsafeBytes { bytes in
                scanner.forget()
                for query in queries {
                    var nodes: [JSONNode] = []
                    scanner.all(query, in: bytes, into: &nodes)
                    if scanner.error == nil, nodes.count != scanner.count(query, in: bytes) {
                        Issue.record("two counts")
                    }
                    for node in nodes where node.bytes.count > bytes.count { Issue.record("a node outside its text") }
                }
                agree(queries, bytes, &scanner)
                _ = scanner.element(-1, of: bytes)
                _ = scanner.member(UnsafeRawBufferPointer(rebasing: bytes[0..<min(1, bytes.count)]), of: bytes)
            }
        }
    }

    /// Scan, tape and tree refuse the same texts for the same reason; scan and tape find the same value.
    private func agree(_ queries: [JSONQuery], _ bytes: UnsafeRawBufferPointer, _ scanner: inout JSONScanner) {
        var refusals: [JSONError?] = []
        for query in queries {
            scanner.forget()
            let scanned = scanner.first(query, in: bytes)
            refusals.append(scanner.error)
            // A second query of one value goes by the tape.
            let taped = scanner.first(query, in: bytes)
            refusals.append(scanner.error)
            if scanned?.bytes.baseAddress != taped?.bytes.baseAddress || scanned?.bytes.count != taped?.bytes.count {
                Issue.record("the scan and the tape find different values")
            }
        }
        // Files may begin with a byte order mark.
        guard !bytes.starts(with: [0xEF, 0xBB, 0xBF]) else { return }
        do throws(JSONError) {
            _ = try JSONValue(reading: Array(bytes))
            refusals.append(nil)
        } catch {
            refusals.append(error)
        }
        if Set(refusals).count != 1 { Issue.record("readers refuse differently: \(refusals)") }
    }

    @Test func queries() {
        let seeds = [
            "$..book[?@.price<10 && match(@.b, 'x')].id", "$['a\\u263A'][1:5:-2]..*[?count(@.*)>1]",
            "$[?@[0] == @['b'].c || !@.d]",
            "$[?search(@.name, '[A-Z][a-z]{2,5}(x|y)*')]", "$.a[?length(value(@..b)) >= 2e1]",
        ].map { Array($0.utf8) }
        let document = Array(#"{"a":[{"b":[1,{"c":2}],"name":"Bcd","price":3}],"book":[{"price":1,"id":2}]}"#.utf8)
        var scanner = JSONScanner()
        fuzz("queries", seeds, rounds: 400) { text in
            guard let path = try? JSONPath(parsing: String(decoding: text, as: UTF8.self)) else { return }
            document.withUnsafeBytes { bytes in
                scanner.forget()
                _ = scanner.count(JSONQuery(path), in: bytes)
            }
        }
    }

    /// Answers that are XML or HTML, patterns and XPath expressions.
    @Test func markupAndPatterns() {
        let seeds = [
            "<?xml version=\"1.0\"?><s:E xmlns:s=\"urn:s\"><a b='c'>&lt;x&gt;<![CDATA[y]]></a><!-- z --></s:E>",
            "<!DOCTYPE html><html><form><input type=hidden name=csrf value='a&amp;b'><p>Señas<p>x</form>",
            "<!DOCTYPE l [<!ENTITY a \"b\">]><l>&a;</l>", "(a+)+$", "^(?<day>\\d{2})/(?:x|y)*?\\b",
            "//a[@b='c' and position()<3]/text()",
            "count(//*[local-name()='a'])", "<a><a><a><a><a></a></a></a></a></a>",
        ].map { Array($0.utf8) }
        let subject = Array((String(repeating: "a", count: 200) + "23/xy b <a b='c'>").utf8)
        fuzz("markup and patterns", seeds, rounds: 300) { text in
            let string = String(decoding: text, as: UTF8.self)
            if let expression = try? RegularExpression(string) {
                subject.withUnsafeBytes { _ = expression.find(in: $0) }
            }
            let xpath = (try? XPathExpression(string)) ?? (try? XPathExpression("//*"))
            for language in [MarkupDocument.Language.xml, .html] {
                text.withUnsafeBytes { bytes in
                    guard let document = try? MarkupDocument(bytes, as: language) else { return }
                    if case .nodes(let nodes)? = xpath?.evaluate(in: document), nodes.count > 0 {
                        nodes.text(of: nodes.count - 1) { _ = $0.count }
                    }
                }
            }
        }
    }
}
