import ArgumentParser
import Foundation
import LoadTestKit
import Testing

@testable import zonda

/// What comes with the program: its version, man page, completions, image.
@Suite("Packaging")
struct PackagingTests {
    @Test func theVersionNamesTheCommitWhereItIsKnown() {
        #expect(Version.text(commit: "") == "zonda 0.1.0")
        #expect(Version.text(commit: "614e886d0c41-dirty") == "zonda 0.1.0 (614e886d0c41-dirty)")
        #expect(Version.text == Version.text(commit: Version.commit))
    }

    @Test func thePageHasEveryCommandAndOption() throws {
        let root = try CommandFacts.read(dump: Zonda._dumpHelp())
        let page = ManualPage(root, version: "zonda 0.1.0").text()
        #expect(page.hasPrefix(".TH ZONDA 1 \"\" \"zonda 0.1.0\""))
        var commands = 0
        func visit(_ facts: CommandFacts, _ path: String) {
            for command in facts.subcommands ?? [] where command.shouldDisplay && command.commandName != "help" {
                visit(command, "\(path) \(command.commandName)")
            }
            guard (facts.subcommands ?? []).isEmpty else { return }
            commands += 1
            #expect(page.contains(".SS \"\(ManualPage.escape(path))\""), "\(path)")
            for argument in facts.arguments ?? [] where argument.shouldDisplay {
                for name in argument.names ?? [] where name.name != "help" && name.name != "h" {
                    guard name.name != "version" else { continue }
                    #expect(page.contains("\\fB\(ManualPage.escape(name.text))\\fR"), "\(path) \(name.text)")
                }
            }
        }
        visit(root, "zonda")
        #expect(commands >= 10)
        for status in ExitStatus.allCases { #expect(page.contains(".B \(status.rawValue)\n")) }
        #expect(!page.contains("zonda manual"))
    }

    @Test func nothingInItIsTakenForARequest() {
        #expect(ManualPage.escape("a\\b-c") == "a\\eb\\-c")
        #expect(ManualPage.escape(".so /etc/passwd") == "\\&.so /etc/passwd")
        #expect(ManualPage.escape("'x") == "\\&'x")
        #expect(ManualPage.escape("a … b") == "a \\[u2026] b")
    }

    @Test(.enabled(if: Products.system("groff") != nil, "groff is missing")) func groffHasNothingToSay() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(
            ManualPage(try CommandFacts.read(dump: Zonda._dumpHelp()), version: Version.text).text(),
            to: "zonda.1"
        )
        let groff = try #require(Products.system("groff"))
        let ending = try ChildProcess(groff, ["-man", "-Tutf8", "-ww", "-P-c", "-P-b", "-P-u", file]).wait(atMost: 20)
        #expect(ending.status == 0)
        #expect(ending.errors == "")
        #expect(ending.output.contains("zonda baseline accept"))
    }

    @Test func itIsInstalledWithPageAndCompletions() throws {
        let folder = try TemporaryFolder()
        let script = URL(fileURLWithPath: "\(Products.root)/scripts/install.sh").resolvingSymlinksInPath().path
        let ending = try ChildProcess("/bin/bash", [script, Products.program("zonda"), "\(folder.path)/usr"]).wait()
        #expect(ending.status == 0, "\(ending.errors)")
        let program = "\(folder.path)/usr/bin/zonda"
        #expect(try ChildProcess(program, ["--version"]).wait().output == "\(Version.text)\n")
        for (name, part) in [
            ("man/man1/zonda.1", ".SH NAME"), ("bash-completion/completions/zonda", "complete"),
            ("zsh/site-functions/_zonda", "#compdef zonda"), ("fish/vendor_completions.d/zonda.fish", "complete -c"),
        ] {
            let text = try String(contentsOfFile: "\(folder.path)/usr/share/\(name)", encoding: .utf8)
            #expect(text.contains(part), "\(name)")
            #expect(text.contains("baseline"), "\(name)")
        }
        for shell in ["bash", "zsh", "fish"] {
            guard let shell = Products.system(shell) else { continue }
            let files = [
                "bash": "bash-completion/completions/zonda", "zsh": "zsh/site-functions/_zonda",
                "fish": "fish/vendor_completions.d/zonda.fish",
            ]
            let name = URL(fileURLWithPath: shell).lastPathComponent
            let file = "\(folder.path)/usr/share/\(files[name] ?? "")"
            #expect(try ChildProcess(shell, ["-n", file]).wait(atMost: 10).status == 0, "\(name)")
        }
    }

    @Test func theImageIsBuiltInTwoStagesAndRunsAsNobodyElse() throws {
        let text = try String(contentsOfFile: "\(Products.root)/Dockerfile", encoding: .utf8)
        let joined = text.replacing("\\\n", with: " ")
        let lines = joined.split(separator: "\n").filter { !$0.hasPrefix("#") }.map(String.init)
        let known = [
            "FROM", "SHELL", "RUN", "WORKDIR", "COPY", "ARG", "USER", "HEALTHCHECK", "CMD",
        ]
        for line in lines { #expect(known.contains(String(line.prefix { $0 != " " })), "\(line)") }
        #expect(lines.count { $0.hasPrefix("FROM ") } == 2)
        #expect(!lines.contains { $0.hasPrefix("FROM ") && ($0.contains(":latest") || !$0.contains(":")) })
        let user = try #require(lines.lastIndex { $0.hasPrefix("USER ") })
        #expect(!lines[user].contains("root") && lines[user] != "USER 0")
        #expect(user < (lines.firstIndex { $0.hasPrefix("CMD ") } ?? 0))
        #expect(text.contains("--static-swift-stdlib"))
        #expect(text.contains("HEALTHCHECK"))
    }

    /// Every C library that Package.swift names: its headers in the first stage, itself in the second. Debian names a
    /// package of headers after the library and its version, `libpcre2-dev` for `libpcre2-8-0`.
    @Test func theImageHasEveryLibrary() throws {
        let package = try String(contentsOfFile: "\(Products.root)/Package.swift", encoding: .utf8)
        let image = try String(contentsOfFile: "\(Products.root)/Dockerfile", encoding: .utf8)
        let stages = image.components(separatedBy: "\nFROM ")
        try #require(stages.count == 3)
        let headers = package.matches(of: /\.apt\(\["([^"]+)"\]\)/).map { String($0.1) }
        #expect(headers.count >= 5)
        for header in headers {
            #expect(stages[1].contains(" \(header) "), "\(header)")
            let stem = header.prefix { $0 != "-" && !$0.isNumber }
            #expect(stages[2].contains(" \(stem)"), "\(header)")
        }
    }

    @Test(.enabled(if: Products.system("hadolint") != nil, "hadolint is missing")) func hadolintHasNothingToSay() throws
    {
        let hadolint = try #require(Products.system("hadolint"))
        let ending = try ChildProcess(hadolint, ["\(Products.root)/Dockerfile"]).wait(atMost: 20)
        #expect(ending.status == 0, "\(ending.output)")
    }
}
