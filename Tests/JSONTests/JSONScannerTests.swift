import AllocationCounter
import LoadPlan
import Testing

@testable import JSON

/// The scanner's memory, and what it keeps from query to query.
@Suite struct JSONScannerTests {
    private static let slots: String = {
        let slots = (0..<112).map {
            #"{"id":"slot-\#(10_000 + $0)","start":"2026-11-23T09:00","free":\#($0 % 3 == 0)}"#
        }
        return #"{"date":"2026-11-23","slots":[\#(slots.joined(separator: ","))]}"#
    }()

    /// An unoptimised build keeps some temporaries on the heap.
    #if !DEBUG
        @Test(arguments: [
            "$.slots[0].id", "$.slots[?@.free == true].id", "$..id", "$.slots[::-2].id",
            "$.slots[?@.id > 'slot-10050' && length(@.id) == 10]", "$.slots[?match(@.start, '2026.*T09:[0-9]{2}')].id",
            "$.slots[?search(@.id, $.date) || count(@.*) == 3]", "$.slots[?@ == $.slots[-1]]",
        ])
        func nothingIsAllocatedInSteadyState(path: String) {
            let query = JSONQuery(JSONPathText.path(path))
            withExact(Self.slots) { body in
                var scanner = JSONScanner()
                var nodes: [JSONNode] = []
                func turn() {
                    scanner.forget()
                    nodes.removeAll(keepingCapacity: true)
                    scanner.all(query, in: body, into: &nodes)
                    _ = scanner.first(query, in: body)
                    _ = scanner.count(query, in: body)
                }
                turn()
                #expect(!nodes.isEmpty)
                let before = allocation_count()
                for _ in 0..<100 { turn() }
                #expect(allocation_count() == before)
            }
        }
    #endif

    @Test func picksFirstLastAndAll() {
        let query = JSONQuery(JSONPathText.path("$.slots[?@.free == true].id"))
        withExact(Self.slots) { body in
            var scanner = JSONScanner()
            var nodes: [JSONNode] = []
            scanner.all(query, in: body, into: &nodes)
            #expect(nodes.count == 38 && scanner.count(query, in: body) == 38)
            #expect(nodes.first?.decoded == "slot-10000" && nodes.last?.decoded == "slot-10111")
            #expect(scanner.first(query, in: body)?.decoded == "slot-10000")
            // Nodes are added to those that are there.
            scanner.all(JSONQuery(JSONPathText.path("$.date")), in: body, into: &nodes)
            #expect(nodes.count == 39 && nodes.last?.decoded == "2026-11-23")
        }
    }

    @Test func anotherBodyIsNotTakenForTheLast() {
        let query = JSONQuery(JSONPathText.path("$..id"))
        var scanner = JSONScanner()
        withExact(#"{"id":1}"#) { #expect(scanner.count(query, in: $0) == 1) }
        withExact(#"{"id":1,"a":{"id":2}}"#) { #expect(scanner.count(query, in: $0) == 2) }
        // The same memory with another content: the caller says so.
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 8, alignment: 1)
        defer { memory.deallocate() }
        for (text, expected) in [(#"{"id":1}"#, 1), (#"{"no":1}"#, 0), (#"{"id":1,"#, 0), (#"{"id":2}"#, 1)] {
            memory.copyBytes(from: Array(text.utf8))
            scanner.forget()
            #expect(scanner.count(query, in: UnsafeRawBufferPointer(memory)) == expected)
        }
    }

    @Test func childrenAreCounted() {
        var scanner = JSONScanner()
        let query = JSONQuery(JSONPathText.path("$[*]"))
        withExact("[1,[2,3],{}]") { body in
            #expect(scanner.count(query, in: body) == 3)
            withExact(#"{"a":1,"b":[1,2,3]}"#) { #expect(scanner.childCount(of: $0) == 2) }
            withExact("[]") { #expect(scanner.childCount(of: $0) == 0) }
            withExact("7") { #expect(scanner.childCount(of: $0) == 0) }
            withExact("[1,") { #expect(scanner.childCount(of: $0) == 0) }
            #expect(scanner.count(query, in: body) == 3)
        }
    }

    @Test func ofMembersWithOneNameTheLastCounts() {
        let text = #"{"a":{"b":1,"c":2},"x":0,"\u0061":{"c":3,"b":[4],"b":[5,6]}}"#
        #expect(JSONFind.all("$.a.b", in: text) == ["[5,6]"] && JSONFind.all("$.a.b[1]", in: text) == ["6"])
        #expect(JSONFind.all("$..b", in: text) == ["[5,6]"] && JSONFind.all("$..c", in: text) == ["3"])
        #expect(JSONFind.all("$.*.c", in: text) == ["3"] && JSONFind.all("$.a.*", in: text) == ["3", "[5,6]"])
        #expect(JSONFind.all("$[?length(@) == 2].c", in: text) == ["3"])
        #expect(JSONFind.all("$[?@.b[0] == 5].c", in: text) == ["3"])
        // The last one does not lead on, though an earlier one did.
        #expect(JSONFind.all("$.a.b", in: #"{"a":{"b":1},"a":7}"#) == [])
        #expect(JSONFind.all("$[?@ == $[1]]", in: #"[{"a":1,"b":2,"a":3},{"b":2,"a":3}]"#).count == 2)
        // More members than are compared pair by pair.
        let many = (0..<300).map { "\"n\($0 % 100)\":\($0)" }.joined(separator: ",")
        #expect(JSONFind.all("$.*", in: "{\(many)}") == (200..<300).map { "\($0)" })
        withExact("{\(many)}") { body in
            var scanner = JSONScanner()
            #expect(scanner.childCount(of: body) == 100)
            withExact("n7") { #expect(scanner.member($0, of: body)?.int64 == 207) }
        }
        #expect(JSONValue(text: "{\(many)}")?.members.count == 100 && JSONValue(text: "{\(many)}")?["n7"]?.int == 207)
        #expect(JSONValue(text: #"{"a":1,"b":2,"a":3.0}"#)?.members.map(\.value) == [.number("3.0"), .number("2")])
    }

    @Test func patternsMayComeFromTheAnswer() {
        let text =
            #"[{"t":"abc","p":"a.c"},{"t":"abc","p":"[x"},{"t":"abc","p":"\u0061b*c"},{"t":"abc","p":7},{"p":"a"}]"#
        #expect(JSONFind.all("$[?match(@.t, @.p)].p", in: text) == [#""a.c""#, #""\u0061b*c""#])
        #expect(JSONFind.all("$[?search(@.t, @.p)].p", in: text) == [#""a.c""#, #""\u0061b*c""#])
        #expect(JSONFind.all("$[?search(@.t, 7)]", in: text).isEmpty)
        #expect(JSONFind.all("$[?!search(@.t, '[')]", in: text).count == 5)
    }

    @Test func longSlicesBackwardsTakeOnePass() {
        let text = "[" + (0..<50_000).map { "\($0)" }.joined(separator: ",") + "]"
        let found = JSONFind.all("$[::-1]", in: text)
        #expect(found.count == 50_000 && found.first == "49999" && found.last == "0")
        #expect(JSONFind.all("$[40000:10:-10000]", in: text) == ["40000", "30000", "20000", "10000"])
        // A reversed slice of reversed slices, ended early.
        let nested = "[[1,2],[3,4],[5,6]]"
        #expect(JSONFind.all("$[::-1][::-1]", in: nested) == ["6", "5", "4", "3", "2", "1"])
        withExact(nested) { body in
            var scanner = JSONScanner()
            let query = JSONQuery(JSONPathText.path("$[::-1][::-1]"))
            for _ in 0..<3 {
                #expect(scanner.first(query, in: body)?.int64 == 6)
                #expect(scanner.count(query, in: body) == 6)
            }
        }
    }

    @Test(
        "Positions of a slice",
        arguments: [Int.min, -7, -3, -1, 0, 1, 2, 5, 9, .max] as [Int]
    )
    func slices(step: Int) {
        for count in 0...5 {
            for start in [nil, .min, -6, -5, -1, 0, 2, 4, 5, 6, .max] as [Int?] {
                for end in [nil, .min, -6, -4, -1, 0, 3, 5, 7, .max] as [Int?] {
                    let found = JSONSlice(start: start, end: end, step: step).positions(of: count)
                    let positions = found.map { Array(stride(from: $0.first, through: $0.last, by: $0.stride)) } ?? []
                    // The model's arithmetic is plain: it gets bounds that mean the same.
                    func near(_ bound: Int?) -> Int? { bound.map { min(max($0, -100), 100) } }
                    let pace = min(max(step, -100), 100)
                    let expected = pace == 0 ? [] : JSONPathModel.positions(count, near(start), near(end), pace)
                    #expect(positions == (step < 0 ? expected.reversed() : expected))
                }
            }
        }
    }
}
