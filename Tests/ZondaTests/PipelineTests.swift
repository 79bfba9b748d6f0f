import Foundation
import LoadTestKit
import Testing
import Yams

/// The pipelines in docs/ci are what their systems read.
@Suite("Pipelines")
struct PipelineTests {
    private static let folder = "\(Products.root)/docs/ci"

    private func text(_ name: String) throws -> String {
        try String(contentsOfFile: "\(Self.folder)/\(name)", encoding: .utf8)
    }

    private func yaml(_ name: String) throws -> Node {
        try #require(try Yams.compose(yaml: try text(name)))
    }

    private func documents(_ name: String) throws -> [Node] {
        Array(try Yams.compose_all(yaml: try text(name)))
    }

    @Test func gitHubWorkflow() throws {
        let workflow = try yaml("github-actions.yml")
        let steps = try #require(workflow["jobs"]?["objectives"]?["steps"]?.sequence)
        let use = try #require(steps.first { $0["uses"]?.string == "./.github/actions/zonda" })
        let inputs = try #require(try yaml("action.yml")["inputs"]?.mapping)
        let given = try #require(use["with"]?.mapping)
        for (name, _) in given { #expect(inputs[name] != nil, "\(name.string ?? "")") }
        for (name, input) in inputs where input["required"]?.bool == true { #expect(given[name] != nil) }
    }

    @Test func compositeAction() throws {
        let action = try yaml("action.yml")
        #expect(action["runs"]?["using"]?.string == "composite")
        let step = try #require(action["runs"]?["steps"]?[0])
        #expect(step["shell"]?.string == "bash")
        let script = try #require(step["run"]?.string)
        // Text from outside reaches the script through variables only.
        #expect(!script.contains("${{"))
        for (name, value) in try #require(step["env"]?.mapping) {
            #expect(script.contains("$\(name.string ?? "")"))
            let input = try #require(value.string).split(separator: ".").last?.prefix { $0 != " " } ?? ""
            #expect(action["inputs"]?[String(input)] != nil, "\(input)")
        }
        #expect(action["outputs"]?["verdict"]?["value"]?.string == "${{ steps.run.outputs.verdict }}")
    }

    /// The action's script with a program in place of zonda that ends with a status.
    @Test(arguments: [
        (0, "fail", 0, "PASS"), (99, "pass", 99, "FAIL"), (98, "fail", 98, "INCONCLUSIVE"),
        (98, "pass", 0, "INCONCLUSIVE"), (97, "pass", 97, "INVALID"), (69, "pass", 69, ""),
    ])
    func theActionsScript(status: Int, inconclusive: String, expected: Int, verdict: String) throws {
        let folder = try TemporaryFolder()
        let script = try #require(try yaml("action.yml")["runs"]?["steps"]?[0]?["run"]?.string)
        let file = try folder.write(script, to: "run.sh")
        let echo = "#!/bin/sh\necho \"$@\" > \(folder.path)/words\nexit \(status)\n"
        // Written by a process of its own: what this one has open for writing, a child of another test may hold open in the
        // moment of its birth, and then it cannot be executed (ETXTBSY).
        let program = try folder.write(echo, to: "program")
        let made = try ChildProcess(
            "/bin/sh",
            ["-c", "cp '\(program)' '\(folder.path)/zonda' && chmod 755 '\(folder.path)/zonda'"]
        )
        .wait(atMost: 10)
        #expect(made.status == 0)
        let ending = try ChildProcess(
            "/bin/bash",
            ["--noprofile", "--norc", "-eo", "pipefail", file],
            environment: [
                "PATH": "\(folder.path):/usr/bin:/bin", "GITHUB_OUTPUT": "\(folder.path)/output",
                "SCENARIO": "a b.zonda",
                "TARGET": "http://app:1", "ALLOW": "app", "USERS": "", "DURATION": "3m", "BASELINES": "baselines",
                "INCONCLUSIVE": inconclusive,
            ]
        ).wait(atMost: 10)
        #expect(Int(ending.status) == expected, "\(ending.errors)")
        #expect(try String(contentsOfFile: "\(folder.path)/output", encoding: .utf8) == "verdict=\(verdict)\n")
        let words = try String(contentsOfFile: "\(folder.path)/words", encoding: .utf8)
        let known = words.replacing("a b.zonda", with: "ab.zonda").split(whereSeparator: \.isWhitespace).map(
            String.init
        )
        #expect(DocumentationTests.problem(["zonda"] + known) == nil)
        #expect(
            words
                == "run a b.zonda --no-live --out zonda-results --baselines baselines --target http://app:1 "
                + "--allow-target app --duration 3m\n"
        )
    }

    @Test func gitLab() throws {
        let job = try #require(try yaml("gitlab-ci.yml")["objectives"])
        let reports = try #require(job["artifacts"]?["reports"])
        let script = (job["script"]?.array() ?? []).compactMap(\.string).joined(separator: "\n")
        for name in ["junit", "load_performance"] {
            #expect(script.contains(try #require(reports[name]?.string)))
        }
        #expect(job["artifacts"]?["when"]?.string == "always")
        #expect(job["allow_failure"]?["exit_codes"]?[0]?.int == 98)
    }

    @Test func argoRollouts() throws {
        let documents = try documents("argo-rollouts.yaml")
        #expect(documents.map { $0["kind"]?.string } == ["AnalysisTemplate", "Rollout"])
        #expect(documents.allSatisfy { $0["apiVersion"]?.string == "argoproj.io/v1alpha1" })
        let job = try #require(documents[0]["spec"]?["metrics"]?[0]?["provider"]?["job"]?["spec"])
        #expect(job["backoffLimit"]?.int == 0)
        #expect(job["template"]?["spec"]?["restartPolicy"]?.string == "Never")
        let step = try #require(documents[1]["spec"]?["strategy"]?["canary"]?["steps"]?[1]?["analysis"])
        #expect(step["templates"]?[0]?["templateName"]?.string == documents[0]["metadata"]?["name"]?.string)
        #expect(step["args"]?[0]?["name"]?.string == documents[0]["spec"]?["args"]?[0]?["name"]?.string)
    }

    @Test func flagger() throws {
        let canary = try yaml("flagger.yaml")
        #expect(canary["apiVersion"]?.string == "flagger.app/v1beta1")
        let hook = try #require(canary["spec"]?["analysis"]?["webhooks"]?[0])
        #expect(hook["type"]?.string == "pre-rollout")
        #expect(hook["metadata"]?["type"]?.string == "bash")
    }

    @Test func jenkins() throws {
        let text = try text("Jenkinsfile")
        var depth = 0
        for line in text.split(separator: "\n") where !line.drop(while: { $0 == " " }).hasPrefix("//") {
            for character in line { depth += character == "{" ? 1 : character == "}" ? -1 : 0 }
            #expect(depth >= 0)
        }
        #expect(depth == 0)
        // What Groovy would paste into a shell's text could be run by it.
        #expect(!text.contains("sh \"") && !text.contains("script: \""))
    }

    /// The systems' own schemas, where the machine has the program that brings them (PyPI: check-jsonschema).
    @Test(
        .enabled(if: Products.system("check-jsonschema") != nil, "check-jsonschema is missing"),
        arguments: [
            (["--builtin-schema", "vendor.github-workflows"], "github-actions.yml"),
            (["--builtin-schema", "vendor.github-actions"], "action.yml"),
            (["--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci"], "gitlab-ci.yml"),
        ]
    )
    func ownSchema(options: [String], name: String) throws {
        let program = try #require(Products.system("check-jsonschema"))
        let ending = try ChildProcess(program, options + ["\(Self.folder)/\(name)"]).wait(atMost: 60)
        #expect(ending.status == 0, "\(ending.output)\(ending.errors)")
    }
}
