import Foundation
import LoadTestKit
import Testing

@testable import Reports

/// The page in a real browser: Chromium without a window, where the machine has one.
@Suite("The report in Chromium", .serialized, .enabled(if: Products.system("chromium") != nil, "chromium is missing"))
struct BrowserTests {
    /// Runs Chromium on a page.
    private func chromium(_ options: [String], _ page: String, dark: Bool = false) throws -> ChildProcess.Ending {
        let program = try #require(Products.system("chromium"))
        let fixed = [
            "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--allow-file-access-from-files",
            "--blink-settings=preferredColorScheme=\(dark ? 0 : 1)",
        ]
        return try ChildProcess(program, fixed + options + ["file://\(page)"]).wait(atMost: 60)
    }

    private func report(in folder: TemporaryFolder) throws -> String {
        try folder.write(String(decoding: HTMLReport(FixedRun.input()).bytes(), as: UTF8.self), to: "report.html")
    }

    /// A page of ours that shows the report in a frame of this width and writes down what it sees in it.
    private func measured(_ width: Int) throws -> JSONValue {
        let folder = try TemporaryFolder()
        _ = try report(in: folder)
        let page = try folder.write(
            """
            <!DOCTYPE html><body><iframe width=\(width) height=900 src=report.html></iframe><pre></pre><script>
            document.querySelector("iframe").onload = event => {
              const page = event.target.contentDocument, count = what => page.querySelectorAll(what).length;
              const wide = [...page.querySelectorAll("main > *, section > *, figure, p, dl")]
                .filter(part => part.getBoundingClientRect().right > \(width) + 1).length;
              const bars = [...page.querySelectorAll(".stacked")].map(bar => bar.getBoundingClientRect().width);
              document.querySelector("pre").textContent = JSON.stringify({
                width: page.documentElement.scrollWidth, wide: wide, headings: count("h2"),
                drawings: count("svg"), titled: count("svg > title"), labelled: count("svg[role=img][aria-label]"),
                tables: count("table"), captions: count("table > caption"), scripts: count("script"),
                heat: count(".heat"), bars: count(".stacked"), narrowest: Math.min(...bars),
                misses: count(".cell.miss"), details: count("details"),
                ink: getComputedStyle(page.body).color, paper: getComputedStyle(page.body).backgroundColor
              });
            };
            </script>
            """,
            to: "frame.html"
        )
        let dom = try chromium(["--dump-dom", "--virtual-time-budget=3000"], page).output
        let start = try #require(dom.range(of: "<pre>")?.upperBound, "\(dom.prefix(400))")
        let end = try #require(dom.range(of: "</pre>", range: start..<dom.endIndex)?.lowerBound)
        return try JSONValue(dom[start..<end].utf8)
    }

    @Test(arguments: [1280, 400]) func thePageFitsAndIsLabelled(width: Int) throws {
        let page = try measured(width)
        #expect((page["width"]?.double ?? .infinity) <= Double(width))
        #expect(page["wide"]?.double == 0)
        #expect(page["headings"]?.double == 8)
        #expect(page["scripts"]?.double == 0)
        #expect((page["drawings"]?.double ?? 0) >= 11)
        #expect(page["drawings"] == page["titled"])
        #expect(page["drawings"] == page["labelled"])
        #expect(page["tables"] == page["captions"])
        #expect((page["heat"]?.double ?? 0) > 0)
        #expect(page["bars"]?.double == 2)
        #expect((page["narrowest"]?.double ?? 0) >= 100)
        #expect(page["misses"]?.double == 2)
        #expect(page["details"]?.double == 4)
        #expect(page["ink"] != page["paper"])
    }

    @Test(arguments: [1280, 400], [false, true]) func itIsNotBlank(width: Int, dark: Bool) throws {
        let folder = try TemporaryFolder()
        let picture = "\(folder.path)/page.png"
        let options = ["--window-size=\(width),2000", "--screenshot=\(picture)"]
        let ending = try chromium(options, try report(in: folder), dark: dark)
        let data = try Data(contentsOf: URL(fileURLWithPath: picture))
        // A PNG of one colour takes some 10 kB at most at this size; drawings and text take far more.
        #expect(data.count > 40_000, "\(data.count) bytes\n\(ending.errors)")
        #expect(data.prefix(8) == Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
    }

    @Test func itPrintsOnPaper() throws {
        let folder = try TemporaryFolder()
        let paper = "\(folder.path)/page.pdf"
        _ = try chromium(["--no-pdf-header-footer", "--print-to-pdf=\(paper)"], try report(in: folder))
        #expect(try Data(contentsOf: URL(fileURLWithPath: paper)).count > 20_000)
    }
}
