import Testing

@testable import ScenarioLanguage

@Suite struct CSVTests {
    private func cells(_ text: String) throws -> [String] {
        try CSVReader(Array(text.utf8)).cells.map { String(decoding: $0, as: UTF8.self) }
    }

    @Test func quotesAndLineBreaks() throws {
        #expect(try cells("a,b\n1,2\n") == ["1", "2"])
        #expect(try cells("a,b\r\n1,\"x, \"\"y\"\"\r\nz\"\r\n") == ["1", "x, \"y\"\r\nz"])
        #expect(try cells("\u{FEFF}a\n\n1\n\n2") == ["1", "2"])
        #expect(try cells("a,b\n,\n") == ["", ""])
        #expect(try cells("a\n\"\"\n") == [""])
        #expect(try CSVReader(Array("\u{FEFF} a ,b\n1,2".utf8)).columns == ["a", "b"])
    }

    @Test(arguments: [
        ("", 1), ("a\n", 1), ("a,a\n1,2", 1), ("a,\n1,2", 1), ("a,b\n1", 2), ("a,b\n1,2\n\"x\ny\",2,3", 3),
        ("a\nx\"y", 2), ("a\n\"x\"y", 2), ("a\n1\n\"x", 3),
    ])
    func mistakes(_ text: String, _ line: Int) {
        #expect {
            _ = try CSVReader(Array(text.utf8))
        } throws: { error in
            (error as? CSVReader.Mistake)?.line == line
        }
    }
}
