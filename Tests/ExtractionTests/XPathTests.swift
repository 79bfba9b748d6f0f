import Testing

@testable import Extraction

@Suite struct XPathTests {
    private func document(_ text: String, _ language: MarkupDocument.Language = .xml, charset: String? = nil) throws
        -> MarkupDocument
    {
        let bytes = Array(text.utf8)
        let read = bytes.withUnsafeBytes { bytes -> Result<MarkupDocument, MarkupDocument.Mistake> in
            do throws(MarkupDocument.Mistake) {
                return .success(try MarkupDocument(bytes, as: language, charset: charset))
            } catch {
                return .failure(error)
            }
        }
        return try read.get()
    }

    private func ask(_ expression: String, _ document: MarkupDocument, _ namespaces: [(String, String)] = []) throws
        -> [String]
    {
        switch try XPathExpression(expression, namespaces: namespaces).evaluate(in: document) {
        case .nodes(let nodes):
            (0..<nodes.count).map { index in nodes.text(of: index) { String(decoding: $0, as: UTF8.self) } }
        case .text(let text): [text]
        case .number(let number): ["\(number)"]
        case .boolean(let boolean): ["\(boolean)"]
        case .failed(let reason): ["failed: \(reason)"]
        }
    }

    /// The shape of the Argentine tax service's answer to an invoice.
    static let invoice = """
        <?xml version="1.0" encoding="utf-8"?>
        <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>
        <FECAESolicitarResponse xmlns="http://ar.gov.afip.dif.FEV1/"><FECAESolicitarResult>
        <FeCabResp><Cuit>20267565393</Cuit><Resultado>A</Resultado></FeCabResp>
        <FeDetResp><FECAEDetResponse><Resultado>A</Resultado><CAE>75123456789012</CAE>
        <CAEFchVto>20261203</CAEFchVto></FECAEDetResponse></FeDetResp>
        </FECAESolicitarResult></FECAESolicitarResponse></soap:Body></soap:Envelope>
        """

    @Test func aSOAPEnvelopeIsReadByPrefixesAndByLocalNames() throws {
        let document = try document(Self.invoice)
        let namespaces = [("s", "http://schemas.xmlsoap.org/soap/envelope/"), ("f", "http://ar.gov.afip.dif.FEV1/")]
        #expect(try ask("/s:Envelope/s:Body//f:CAE", document, namespaces) == ["75123456789012"])
        #expect(try ask("//*[local-name()='Resultado']", document) == ["A", "A"])
        #expect(try ask("count(//f:Resultado)", document, namespaces) == ["2.0"])
        #expect(try ask("string(//f:CAEFchVto)", document, namespaces) == ["20261203"])
        #expect(try ask("boolean(//f:Errors)", document, namespaces) == ["false"])
        #expect(try ask("//CAE", document) == [])
    }

    @Test func aFormIsReadAsBrowsersDo() throws {
        let page = """
            <!DOCTYPE html><html><body><form action=/login><p>Señas
            <input type=hidden name="csrf_token" value="a1b2&amp;c3"><input name=user></form></body>
            """
        let document = try document(page, .html)
        #expect(try ask("//input[@name='csrf_token']/@value", document) == ["a1b2&c3"])
        #expect(try ask("normalize-space(//p)", document) == ["Señas"])
    }

    @Test func charsetsFollowTheHeader() throws {
        let bytes: [UInt8] = Array("<p>Se".utf8) + [0xF1] + Array("a</p>".utf8)
        let document = try bytes.withUnsafeBytes { bytes in
            try MarkupDocument(bytes, as: .html, charset: "ISO-8859-1")
        }
        #expect(try ask("//p", document) == ["Seña"])
    }

    @Test func mistakesSayWhatIsWrong() {
        #expect(throws: XPathExpression.Mistake.self) { _ = try XPathExpression("//a[") }
        do {
            _ = try XPathExpression("//a[@b='x]")
        } catch {
            #expect(error.message == "a text lacks its closing quote")
        }
        do {
            _ = try XPathExpression("nonsense(//a)")
        } catch {
            #expect(error.message == "there is no such function")
        }
        do {
            _ = try XPathExpression("//p:a")
        } catch {
            #expect(error.message == "a prefix has no namespace")
        }
    }

    @Test func malformedTextsAreRefusedWithTheirLine() {
        #expect(throws: MarkupDocument.Mistake(message: "line 2: Premature end of data in tag a line 1")) {
            _ = try document("<a>\n<b></a>")
        }
        #expect(throws: MarkupDocument.Mistake(message: "it is empty")) { _ = try document("") }
        #expect(throws: MarkupDocument.Mistake.self) { _ = try document("plain") }
    }

    /// Entities are not expanded at all: neither a thousand million laughs nor a file of this machine.
    @Test(.timeLimit(.minutes(1))) func entitiesAreRefused() {
        var bomb = "<!DOCTYPE l [<!ENTITY l0 \"lol\">"
        for level in 1...9 {
            bomb += "<!ENTITY l\(level) \"" + String(repeating: "&l\(level - 1);", count: 10) + "\">"
        }
        let refused = MarkupDocument.Mistake(message: "it declares entities, which are not expanded")
        #expect(throws: refused) { _ = try document(bomb + "]><l>&l9;</l>") }
        #expect(throws: refused) {
            _ = try document("<!DOCTYPE l [<!ENTITY f SYSTEM \"file:///etc/passwd\">]><l>&f;</l>")
        }
    }

    @Test(.timeLimit(.minutes(1))) func queriesEnd() throws {
        let document = try document("<a>" + String(repeating: "<b/>", count: 20_000) + "</a>")
        let answer = try ask("count(//b[count(//b[count(//b) > 1]) > 1])", document)
        #expect(answer.first?.hasPrefix("failed") == true)
    }

    @Test func languagesAreToldApart() {
        func language(_ text: String, _ type: String?) -> MarkupDocument.Language {
            Array(text.utf8).withUnsafeBytes { text in
                guard let type else { return MarkupDocument.language(of: text, contentType: nil) }
                return Array(type.utf8).withUnsafeBytes { MarkupDocument.language(of: text, contentType: $0) }
            }
        }
        #expect(language("<a/>", "Text/HTML; charset=utf-8") == .html)
        #expect(language("<html>", "application/soap+xml") == .xml)
        #expect(language(" \n<!DOCTYPE HTML>", nil) == .html)
        #expect(language("<?xml version='1.0'?>", nil) == .xml)
    }
}
