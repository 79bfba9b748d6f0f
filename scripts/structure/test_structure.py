"""What the structure scripts see and what they do not: `python3 scripts/structure/test_structure.py`."""

import os
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
SCRIPTS = os.path.dirname(HERE)
sys.path.insert(0, HERE)
import swift_source  # noqa: E402


class Package(unittest.TestCase):
    """A package of a few files, and what a script says about it."""

    def run_script(self, script, files, *arguments):
        with tempfile.TemporaryDirectory() as root:
            for path, text in {"scripts/structure/unnamed.txt": "", **files}.items():
                place = os.path.join(root, path)
                os.makedirs(os.path.dirname(place) or root, exist_ok=True)
                with open(place, "w", encoding="utf-8") as handle:
                    handle.write(text)
            done = subprocess.run(
                [sys.executable, os.path.join(SCRIPTS, script), "--root", root, *arguments],
                capture_output=True,
                text=True,
                check=False,
            )
        self.assertEqual(done.stderr, "")
        return done.returncode, done.stdout


class Lexer(unittest.TestCase):
    def names(self, text):
        return [token.text for token in swift_source.tokens(text) if token.kind == "name"]

    def test_comments_and_strings_are_no_names(self):
        self.assertEqual(self.names('a // b\n/* c /* d */ e */ f "g" #"h"# """\ni\n"""'), ["a", "f"])

    def test_interpolations_are_code(self):
        self.assertEqual(self.names(r'"x \(a + b("\(c)")) y" d'), ["a", "b", "c", "d"])
        self.assertEqual(self.names(r'#"x \(a) \#(b)"# c'), ["b", "c"])

    def test_regular_expressions_are_text(self):
        self.assertEqual(self.names("let a = /b[/\"]c/\nd / e / f"), ["let", "a", "d", "e", "f"])

    def test_members_of_closure_parameters(self):
        self.assertEqual(self.names("$0.place.isMeant"), ["place", "isMeant"])

    def test_lines(self):
        lines = {t.text: t.line for t in swift_source.tokens('a\n"""\nx\n"""\nb') if t.kind == "name"}
        self.assertEqual(lines, {"a": 1, "b": 5})


class Arrows(Package):
    def test_a_circle_fails_and_is_shown(self):
        status, text = self.run_script(
            "arrows",
            {
                "Sources/M/A/One.swift": "struct One { var two: Two }",
                "Sources/M/B/Two.swift": "struct Two { func f() { One.g() } }",
            },
        )
        self.assertEqual(status, 1)
        self.assertIn("M: a circle: A/ B/", text)
        self.assertIn("One (Sources/M/B/Two.swift:1)", text)

    def test_one_direction_is_no_circle(self):
        status, text = self.run_script(
            "arrows",
            {"Sources/M/A/One.swift": "struct One { var two: Two }", "Sources/M/B/Two.swift": "struct Two {}"},
            "M",
        )
        self.assertEqual((status, text), (0, "M: A/ → B/: Two (Sources/M/A/One.swift:1)\n"))

    def test_names_that_several_types_share_say_nothing(self):
        status, _ = self.run_script(
            "arrows",
            {
                "Sources/M/A/One.swift": "struct One { enum Kind { case a }\n var two: Two\n var kind: Kind }",
                "Sources/M/B/Two.swift": "struct Two { enum Kind { case a }\n func f(_ k: Kind) -> Other.One { .init() } }",
                "Sources/M/B/Other.swift": "enum Other { struct One {} }\nextension Other { func f(_ o: One) {} }",
            },
        )
        self.assertEqual(status, 0)

    def test_other_modules_say_nothing(self):
        status, _ = self.run_script(
            "arrows",
            {
                "Sources/M/A/One.swift": "struct One { var two: Two }",
                "Sources/M/B/Two.swift": "struct Two {}",
                "Sources/N/B/Two.swift": "struct Two { var one: One }",
            },
        )
        self.assertEqual(status, 0)


class Unnamed(Package):
    def found(self, text, reasons=""):
        status, output = self.run_script(
            "unnamed", {"Sources/M/File.swift": text, "scripts/structure/unnamed.txt": reasons}
        )
        self.assertEqual(status == 0, output == "")
        return [line.split(": ")[1].split(" is named")[0] for line in output.splitlines()]

    def test_what_nobody_calls(self):
        self.assertEqual(self.found("func f() { f() }"), ["func M.f"])
        self.assertEqual(self.found("enum E { case a, b }\nlet x = E.a\nfunc main() { print(x) }"), ["case M.E.b"])
        self.assertEqual(self.found("struct S { static let t = S() }\nextension S { }"), ["struct M.S", "var M.S.t"])

    def test_labels_locals_and_assignments_are_no_reads(self):
        text = "func f(a: Int) { let b = a; print(b) }\nstruct S { var a, b: Int; init(n: Int) { self.a = n; b = n } }"
        self.assertEqual(self.found(text + "\nf(a: 1)\nprint(S(n: 1))"), ["var M.S.a"])

    def test_shorthand_reads(self):
        self.assertEqual(self.found("struct S { var a: Int?; func f() { if let a { print(a) } } }\nS().f()"), [])

    def test_stored_members_of_coded_types_are_read_elsewhere(self):
        text = "struct S: Codable { var a: Int\n var b: Int { 1 } }\nprint(S.self)"
        self.assertEqual(self.found(text), ["var M.S.b"])

    def test_an_entry_allows_until_it_is_not_needed(self):
        self.assertEqual(self.found("func f() {}", "M.f  called by nobody yet"), [])
        self.assertEqual(self.found("func f() {}\nfunc g() {}", "M.*  for others"), [])
        status, output = self.run_script(
            "unnamed", {"Sources/M/F.swift": "func f() {}\nf()", "scripts/structure/unnamed.txt": "M.f  not yet\n"}
        )
        self.assertEqual(status, 1)
        self.assertIn("remove the entry", output)


class Architecture(Package):
    MANIFEST = """
        .systemLibrary(name: "CZ"),
        .target(name: "Low", dependencies: ["CZ"]),
        .target(name: "High", dependencies: ["Low", .product(name: "Yams", package: "Yams")]),
        .testTarget(name: "LowTests", dependencies: ["Low"]),
    """
    TEXT = """
layer 2    High
layer 1    Low (what is low)
layer 0    CZ

| `Low` | all | `CZ` | – |
| `High` | all | `Low`, Yams | – |

| `@unchecked Sendable` | rule |
|---|---|
| `Queue` | one thread |
"""
    FILES = {
        "Package.swift": MANIFEST,
        "ARCHITECTURE.md": TEXT,
        "Sources/Low/Low.swift": "import CZ\n/// `@unchecked Sendable`: one thread.\nfinal class Queue: @unchecked Sendable {}",
        "Sources/High/High.swift": "import Low\nimport Yams",
        "Sources/CZ/shim.h": "",
    }

    def said(self, **changes):
        files = dict(self.FILES)
        for path, (old, new) in changes.items():
            path = {"manifest": "Package.swift", "text": "ARCHITECTURE.md", "low": "Sources/Low/Low.swift"}[path]
            self.assertIn(old, files[path])
            files[path] = files[path].replace(old, new)
        return self.run_script("architecture", files)[1]

    def test_what_agrees(self):
        self.assertEqual(self.said(), "")

    def test_layers(self):
        self.assertIn("arrows point down only", self.said(text=("layer 2 ", "layer 1 ")))
        self.assertIn("no layer for High", self.said(text=("layer 2    High", "")))

    def test_rows(self):
        self.assertIn("no row for Low", self.said(text=("| `Low` | all | `CZ` | – |\n", "")))
        self.assertIn("row of High lacks Low", self.said(text=("`Low`, Yams", "Yams")))

    def test_imports(self):
        self.assertIn("imports nowhere", self.said(low=("import CZ\n", "")))
        self.assertIn("does not give it", self.said(low=("import CZ\n", "import CZ\nimport High\n")))

    def test_unchecked(self):
        self.assertIn("lacks Queue", self.said(text=("| `Queue` | one thread |\n", "")))
        self.assertIn("without its rule", self.said(low=("`@unchecked Sendable`: ", "")))

    def test_names(self):
        self.assertIn("nothing is called Nowhere", self.said(text=("layer 2", "`Nowhere`\nlayer 2")))
        self.assertIn("there is no docs/none.md", self.said(text=("layer 2", "`docs/none.md`\nlayer 2")))


if __name__ == "__main__":
    unittest.main(verbosity=1)
