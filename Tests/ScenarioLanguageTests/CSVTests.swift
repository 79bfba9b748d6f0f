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

    @Test("Columns separated by something else are a mistake of the header row, whatever the rows hold")
    func separators() throws {
        for text in ["a;b\n1;2\n", "a;b\n1,5;2\n", "a\tb\n1\t2\n"] {
            #expect {
                _ = try CSVReader(Array(text.utf8))
            } throws: { error in
                (error as? CSVReader.Mistake)?.title.hasPrefix("columns separated by") ?? false
            }
        }
        #expect(try CSVReader(Array("a;b,c\n1,2\n".utf8)).columns == ["a;b", "c"])
        #expect(try CSVReader(Array("a b\n1;2\n".utf8)).columns == ["a b"])
    }

    @Test("UTF-8 with or without a mark is read, other encodings are told apart")
    func encodings() {
        func title(_ bytes: [UInt8]) -> String? { DataEncoding.mistake(bytes, file: "a.csv")?.title }
        #expect(
            title(Array("a,ñ\n1,日本 🙂\n".utf8)) == nil && title(Array("\u{FEFF}a\n1".utf8)) == nil && title([]) == nil
        )
        #expect(title([0xFF, 0xFE, 0x61, 0]) == "a data file in UTF-16")
        #expect(title([0xFE, 0xFF, 0, 0x61]) == "a data file in UTF-16")
        #expect(title([0x61, 0, 0x62, 0]) == "a data file in UTF-16LE")
        #expect(title([0, 0x61, 0, 0x62]) == "a data file in UTF-16BE")
        #expect(title([0xFF, 0xFE, 0, 0, 0x61, 0, 0, 0]) == "a data file in UTF-32")
        #expect(title([0x61, 0x0A, 0xE9]) == "a data file in Latin-1 or Windows-1252")
        #expect(title([0x61, 0x0A, 0x80, 0x0A]) == "a data file in Latin-1 or Windows-1252")
        // A byte that Windows-1252 does not have, and one in a text that is UTF-8 elsewhere.
        #expect(title([0x61, 0x0A, 0x81]) == "a data file that is not UTF-8")
        #expect(title(Array("é\n".utf8) + [0xE9]) == "a data file that is not UTF-8")
        #expect(DataEncoding.mistake([0x61, 0x0A, 0x0A, 0xE9], file: "a.csv")?.line == 3)
    }
}
