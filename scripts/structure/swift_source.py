"""Reads Swift files far enough to know what they declare and what they name.

This is a lexer and a tracker of braces, not a parser: it knows comments, strings with their interpolations, regular
expression literals, declarations and the scopes that they are in. Types are never inferred.
"""

import os
import re
from dataclasses import dataclass, field

KEYWORDS = frozenset(
    "associatedtype class deinit enum extension fileprivate func import init inout internal let open operator private "
    "precedencegroup protocol public rethrows static struct subscript typealias var break case catch continue default "
    "defer do else fallthrough for guard if in repeat return throw switch where while Any as await false is nil self "
    "Self super throws true try package".split()
)
MODIFIERS = frozenset(
    "public internal private fileprivate open package static final indirect lazy override mutating nonmutating "
    "nonisolated consuming borrowing convenience required dynamic weak unowned isolated distributed optional prefix "
    "postfix infix class async".split()
)


@dataclass
class Token:
    kind: str  # "name", "mark" (one character of punctuation), "text" (a literal)
    text: str
    line: int


_NAME = re.compile(r"`?[^\W\d]\w*`?")
_NUMBER = re.compile(r"\d\w*(?:\.\d\w*)?")
_SPACE = re.compile(r"[ \t\r\f\v]+")
_STRING = re.compile(r'(#*)("""|")')
_REGEX = re.compile(r"/(?![ */])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n\[])+/")


def tokens(text):
    """All tokens of a file; comments are left out, code inside `\\( )` of strings is kept."""
    result = []
    _lex(text, 0, 1, result, None)
    return result


def _lex(text, at, line, out, closing):
    """Lexes from `at`; with `closing` (a mark) up to its partner. Returns the place after it and the line."""
    depth = 0
    end = len(text)
    while at < end:
        letter = text[at]
        if letter == "\n":
            line += 1
            at += 1
            continue
        if letter in " \t\r\f\v":
            at = _SPACE.match(text, at).end()
            continue
        if letter == "/" and text.startswith("//", at):
            stop = text.find("\n", at)
            at = end if stop < 0 else stop
            continue
        if letter == "/" and text.startswith("/*", at):
            at, line = _comment(text, at, line)
            continue
        if letter in '"#':
            found = _STRING.match(text, at)
            if found:
                at, line = _string(text, found, line, out)
                continue
        if letter == "/" and _may_begin_regex(out):
            found = _REGEX.match(text, at)
            if found:
                out.append(Token("text", found.group(), line))
                at = found.end()
                continue
        found = _NAME.match(text, at)
        if found:
            out.append(Token("name", found.group().strip("`"), line))
            at = found.end()
            continue
        found = _NUMBER.match(text, at)
        if found:
            out.append(Token("text", found.group(), line))
            at = found.end()
            continue
        if closing is not None:
            if letter == "(":
                depth += 1
            elif letter == ")":
                if depth == 0:
                    return at + 1, line
                depth -= 1
        out.append(Token("mark", letter, line))
        at += 1
    return at, line


def _comment(text, at, line):
    depth = 0
    while at < len(text):
        if text.startswith("/*", at):
            depth += 1
            at += 2
        elif text.startswith("*/", at):
            depth -= 1
            at += 2
            if depth == 0:
                break
        else:
            line += text[at] == "\n"
            at += 1
    return at, line


def _string(text, found, line, out):
    hashes, quote = found.groups()
    stop = quote + hashes
    escape = "\\" + hashes
    at = found.end()
    out.append(Token("text", quote, line))
    while at < len(text):
        if text.startswith(stop, at):
            return at + len(stop), line
        if text.startswith(escape, at):
            at += len(escape)
            if text.startswith("(", at):
                at, line = _lex(text, at + 1, line, out, ")")
                out.append(Token("text", quote, line))
            elif at < len(text):
                line += text[at] == "\n"
                at += 1
            continue
        if text[at] == "\n":
            if quote == '"':
                return at, line
            line += 1
        at += 1
    return at, line


def _may_begin_regex(out):
    if not out:
        return True
    last = out[-1]
    return (last.kind == "mark" and last.text in "(,=:[{;!&|?~") or (
        last.kind == "name" and last.text in ("return", "case", "in", "try", "where")
    )


@dataclass
class Declaration:
    """Something with a name."""

    kind: str  # struct, class, enum, actor, protocol, typealias, associatedtype, func, var, case
    name: str
    line: int
    token: int
    """Place of its name among the file's tokens."""
    scope: tuple
    """Names of the types around it, outermost first; an extension's type counts."""
    modifiers: frozenset
    attributes: tuple
    in_extension: bool
    end: int = -1
    """The first token after it."""
    inherits: tuple = ()
    """Names after the colon of a type."""

    @property
    def is_type(self):
        return self.kind in ("struct", "class", "enum", "actor", "protocol", "typealias")


@dataclass
class _Scope:
    kind: str  # a type's kind, "extension" or "code"
    path: tuple
    owner: object = None
    """The declaration whose body it is."""


@dataclass
class SwiftFile:
    path: str
    module: str
    folder: str
    """Below the module, empty for its own folder."""
    tokens: list = field(default_factory=list)
    declarations: list = field(default_factory=list)
    imports: list = field(default_factory=list)
    """Modules with the line of the import."""
    scopes: list = field(default_factory=list)
    """For each token the names of the types around it."""
    extensions: list = field(default_factory=list)
    """Extended type's name, first and last token."""


def read(path, module, root):
    """A file with its declarations."""
    with open(path, encoding="utf-8") as handle:
        text = handle.read()
    folder = os.path.relpath(os.path.dirname(path), root)
    file = SwiftFile(path, module, "" if folder == "." else folder)
    file.tokens = tokens(text)
    _Reader(file).run()
    return file


class _Reader:
    def __init__(self, file):
        self.file = file
        self.tokens = file.tokens
        self.stack = [_Scope("file", ())]
        self.modifiers = []
        self.attributes = []

    def text(self, index):
        return self.tokens[index].text if 0 <= index < len(self.tokens) else ""

    def is_name(self, index):
        return 0 <= index < len(self.tokens) and self.tokens[index].kind == "name"

    def run(self):
        index = 0
        # What the next brace opens, and the parentheses around the place.
        self.next_scope = None
        self.depth = 0
        self.open_properties = []
        while index < len(self.tokens):
            index = self.step(index)
        self.finish_until(0, len(self.tokens))
        for declaration in self.file.declarations:
            if declaration.end < 0:
                declaration.end = len(self.tokens)
        while len(self.file.scopes) < len(self.tokens):
            self.file.scopes.append(())

    @property
    def scope(self):
        return self.stack[-1]

    def note_scope(self, upto):
        while len(self.file.scopes) < upto:
            self.file.scopes.append(self.scope.path)

    def step(self, index):
        self.note_scope(index)
        token = self.tokens[index]
        if token.kind == "mark":
            return self.mark(index, token.text)
        if token.kind != "name":
            return index + 1
        word = token.text
        in_code = self.scope.kind == "code"
        before = self.text(index - 1)
        if before == "." or self.text(index + 1) == ":" and word not in ("case", "default"):
            # A member or a label, whatever it is called.
            self.modifiers, self.attributes = [], []
            return index + 1
        if word == "import" and self.scope.kind == "file":
            return self.import_(index)
        if word in MODIFIERS and not in_code and not (word == "class" and self.is_class(index)):
            if self.is_name(index + 1) or self.text(index + 1) in ("(", "@"):
                self.modifiers.append(word)
                return index + 1
        if word in ("struct", "enum", "actor", "protocol", "class", "extension") and self.is_name(index + 1):
            return self.type_(index, word)
        if word in ("typealias", "associatedtype"):
            self.declare(word, index + 1)
            return index + 2
        if word == "func":
            return self.function(index)
        if word in ("init", "subscript", "deinit") and not in_code:
            self.finish_statement(index)
            self.next_scope = _Scope("code", self.scope.path)
            self.modifiers, self.attributes = [], []
            return index + 1
        if word in ("let", "var") and not in_code and self.depth == 0:
            return self.property(index)
        if word == "case" and self.scope.kind == "enum" and self.depth == 0:
            return self.cases(index)
        return index + 1

    def is_class(self, index):
        after = self.text(index + 1)
        return after not in ("func", "var", "let", "subscript")

    def mark(self, index, mark):
        if mark in "([":
            self.depth += 1
        elif mark in ")]":
            self.depth = max(0, self.depth - 1)
        elif mark == "@" and self.is_name(index + 1):
            self.attributes.append(self.text(index + 1))
            index += 1
            if self.text(index + 1) == "(":
                index = self.skip_parentheses(index + 1) - 1
        elif mark == "{":
            scope = self.next_scope or _Scope("code", self.scope.path)
            self.next_scope = None
            self.stack.append(scope)
            scope.depth = self.depth
            self.depth = 0
        elif mark == "}" and len(self.stack) > 1:
            closed = self.stack.pop()
            self.next_scope = None
            self.depth = closed.depth
            if closed.owner is not None:
                closed.owner.end = index + 1
            if closed.kind == "extension":
                name, start, _ = self.file.extensions[closed.number]
                self.file.extensions[closed.number] = (name, start, index + 1)
        return index + 1

    def skip_parentheses(self, index):
        depth = 0
        while index < len(self.tokens):
            if self.text(index) == "(" and self.tokens[index].kind == "mark":
                depth += 1
            elif self.text(index) == ")" and self.tokens[index].kind == "mark":
                depth -= 1
                if depth == 0:
                    return index + 1
            index += 1
        return index

    def import_(self, index):
        name = index + 1
        if self.text(name) in ("struct", "class", "enum", "protocol", "func", "typealias", "let", "var"):
            name += 1
        self.file.imports.append((self.text(name), self.tokens[name].line))
        self.modifiers, self.attributes = [], []
        return name + 1

    def declare(self, kind, index):
        self.finish_statement(index)
        declaration = Declaration(
            kind,
            self.text(index),
            self.tokens[index].line,
            index,
            self.scope.path,
            frozenset(self.modifiers),
            tuple(self.attributes),
            self.scope.kind == "extension",
        )
        self.modifiers, self.attributes = [], []
        self.file.declarations.append(declaration)
        self.open_properties.append((len(self.stack), declaration))
        return declaration

    def finish_statement(self, index):
        self.finish_until(len(self.stack), index)

    def finish_until(self, level, index):
        """Declarations without a body of their own end where the next one of their scope begins."""
        while self.open_properties and self.open_properties[-1][0] >= level:
            _, declaration = self.open_properties.pop()
            if declaration.end < 0:
                declaration.end = index

    def type_(self, index, word):
        name = index + 1
        path = [self.text(name)]
        after = name + 1
        while self.text(after) == "." and self.is_name(after + 1):
            path.append(self.text(after + 1))
            after += 2
        base = self.scope.path if word != "extension" else ()
        scope = _Scope(word, base + tuple(path))
        inherits = []
        probe = after
        angle = 0
        while probe < len(self.tokens) and not (self.text(probe) == "{" and self.tokens[probe].kind == "mark"):
            angle += (self.text(probe) == "<") - (self.text(probe) == ">")
            if self.is_name(probe) and angle == 0:
                inherits.append(self.text(probe))
            probe += 1
        if word == "extension":
            self.finish_statement(index)
            scope.number = len(self.file.extensions)
            self.file.extensions.append((".".join(path), index, -1))
            self.modifiers, self.attributes = [], []
        else:
            declaration = self.declare(word, name)
            declaration.inherits = tuple(inherits)
            scope.owner = declaration
        # Names before the brace belong to the type: what it inherits may be declared in it.
        self.next_scope = scope
        self.note_scope(after)
        return after

    def function(self, index):
        name = index + 1
        if self.is_name(name):
            declaration = self.declare("func", name)
        else:
            # An operator.
            declaration = None
            self.finish_statement(index)
            self.modifiers, self.attributes = [], []
            while self.tokens[name].kind == "mark" and self.text(name) not in "({":
                name += 1
            name -= 1
        self.next_scope = _Scope("code", self.scope.path, declaration)
        return name + 1

    def property(self, index):
        name = index + 1
        if self.text(name) == "(":
            # A pattern such as `let (a, b)`.
            stop = self.skip_parentheses(name)
            for probe in range(name, stop):
                if self.is_name(probe) and self.text(probe) != "_":
                    self.declare("var", probe)
            return stop
        if not self.is_name(name):
            return index + 1
        modifiers, attributes = list(self.modifiers), list(self.attributes)
        self.declare("var", name)
        # Further names of the same line: `var a, b: Int`.
        after = name + 1
        while self.text(after) == "," and self.is_name(after + 1):
            self.modifiers, self.attributes = list(modifiers), list(attributes)
            self.declare("var", after + 1)
            after += 2
        return after

    def cases(self, index):
        name = index + 1
        self.finish_statement(index)
        while self.is_name(name):
            self.declare("case", name)
            name += 1
            if self.text(name) == "(":
                name = self.skip_parentheses(name)
            if self.text(name) == "=":
                name += 2 if self.text(name + 1) != "-" else 3
                while name < len(self.tokens) and self.tokens[name].kind == "text":
                    name += 1
            if self.text(name) != ",":
                break
            name += 1
        return name


def package(root, folders=("Sources",)):
    """All Swift files below `root`, by module: a folder of `Sources` each."""
    files = []
    for top in folders:
        base = os.path.join(root, top)
        for module in sorted(os.listdir(base)):
            home = os.path.join(base, module)
            for folder, names, entries in sorted(os.walk(home)):
                names.sort()
                for entry in sorted(entries):
                    if entry.endswith(".swift"):
                        files.append(read(os.path.join(folder, entry), module, home))
    return files
