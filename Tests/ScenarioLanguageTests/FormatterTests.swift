import Foundation
import Groundwork
import LoadPlan
import Testing

@testable import ScenarioLanguage

@Suite struct FormatterTests {
    @Test func layout() {
        let messy = """


            scenario "x"   \t
            flow a {
              # about home
            GET / as home
            expect status 200
                  # about the token
                    capture t = json $.t
              when status == 200
            json {
            "a": [
            1, 2,
            3
            ],
            "b": "${f("}")}"   # not a bracket: {
            }


            if t is none { end } else {
            think 1s
            }
            }
            load {
            rate 1/s -> 5/s over 1m,
            5/s for 1m,
            9/s for 1m
            warmup 1s
            }
            slo {
            p95 < 1s
            except home
            errors < 1%
            }
            """
        let tidy = """
            scenario "x"
            flow a {
              # about home
              GET / as home
                expect status 200
                # about the token
                capture t = json $.t
                  when status == 200
                json {
                  "a": [
                    1, 2,
                    3
                  ],
                  "b": "${f("}")}"   # not a bracket: {
                }

              if t is none { end } else {
                think 1s
              }
            }
            load {
              rate 1/s -> 5/s over 1m,
                5/s for 1m,
                9/s for 1m
              warmup 1s
            }
            slo {
              p95 < 1s
                except home
              errors < 1%
            }

            """
        let formatted = ScenarioFormatter.format(messy)
        #expect(formatted == tidy)
        #expect(ScenarioFormatter.format(formatted) == formatted)
    }

    @Test(arguments: MutationTests.scenarios)
    func ourScenariosAreFormatted(_ name: String) throws {
        let path = Fixtures.packageFolder.appendingPathComponent("scenarios/\(name).zonda")
        let text = try String(contentsOf: path, encoding: .utf8)
        #expect(ScenarioFormatter.format(text) == text)
    }

    @Test(arguments: Fixtures.goldenNames)
    func formattingTwiceChangesNothingMore(_ name: String) throws {
        let once = ScenarioFormatter.format(try Fixtures.golden("\(name).zonda"))
        #expect(ScenarioFormatter.format(once) == once)
    }

    /// Random blanks at the beginnings of lines change neither the layout nor the meaning.
    @Test func meaningAndLayoutSurviveOtherIndentation() throws {
        let path = Fixtures.packageFolder.appendingPathComponent("scenarios/payment.zonda").path
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let hash = try #require(ScenarioCompiler.compile(path: path).plan).hash
        var random = SeededRandom(seed: 11)
        for _ in 0..<20 {
            let other = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
                String(repeating: " ", count: Int(random.below(7))) + line.drop { $0 == " " }
            }.joined(separator: "\n")
            #expect(ScenarioFormatter.format(other) == text)
            #expect(try #require(ScenarioCompiler.compile(source: other, path: path).plan).hash == hash)
        }
    }
}
