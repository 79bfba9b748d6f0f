import Groundwork
import LoadPlan
import Testing

@testable import JSON

/// Random documents and queries: the tape, the pointer scan and the model must find the same nodes.
@Suite struct JSONModelTests {
    /// Queries made up by chance.
    private struct QueryMaker {
        var random: SeededRandom

        mutating func pick<T>(_ list: [T]) -> T { list[Int(random.below(UInt64(list.count)))] }

        mutating func segments(_ longest: UInt64, singular: Bool = false, depth: Int = 0) -> [JSONPath.Segment] {
            (0..<random.below(longest + 1)).map { _ in
                if singular { return .child([random.below(2) == 0 ? name() : index()]) }
                let selectors = (0..<1 + random.below(10) / 8).map { _ in selector(depth) }
                return random.below(4) == 0 ? .descendant(selectors) : .child(selectors)
            }
        }

        private mutating func name() -> JSONPath.Selector {
            .name(Array(pick(["a", "b", "ñ", "d\"", "\u{1F600}", "c"]).utf8))
        }

        private mutating func index() -> JSONPath.Selector { .index(Int(random.below(9)) - 4) }

        private mutating func selector(_ depth: Int) -> JSONPath.Selector {
            switch random.below(depth > 1 ? 5 : 8) {
            case 0: return name()
            case 1, 2: return .wildcard
            case 3: return index()
            case 4:
                func bound() -> Int? { random.below(3) == 0 ? nil : Int(random.below(13)) - 6 }
                return .slice(start: bound(), end: bound(), step: Int(random.below(7)) - 3)
            default: return .filter(logical(depth + 1))
            }
        }

        private mutating func logical(_ depth: Int) -> JSONPath.Logical {
            switch random.below(depth > 2 ? 4 : 8) {
            case 0: return .exists(query(depth))
            case 1, 2, 3:
                let ops: [BinaryOperator] = [.equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual]
                return .compare(comparable(depth), pick(ops), comparable(depth))
            case 4: return .or([logical(depth + 1), logical(depth + 1)])
            case 5: return .and([logical(depth + 1), logical(depth + 1)])
            case 6: return .not(logical(depth + 1))
            default:
                let pattern = JSONPath.Comparable.literal(.text(pick(["a", "ab", "ñ", "b", "long", ""])))
                return .test(.init(name: pick([.match, .search]), arguments: [comparable(depth), pattern]))
            }
        }

        private mutating func query(_ depth: Int) -> JSONPath.Query {
            JSONPath.Query(relative: random.below(4) > 0, segments: segments(2, depth: depth + 1))
        }

        private mutating func comparable(_ depth: Int) -> JSONPath.Comparable {
            switch random.below(8) {
            case 0: return .literal(pick([.none, .bool(true), .text("a"), .text("ñ"), .integer(1), .number(-0.5)]))
            case 1: return .call(.init(name: .count, arguments: [.query(query(depth))]))
            case 2: return .call(.init(name: .value, arguments: [.query(query(depth))]))
            case 3: return .call(.init(name: .length, arguments: [comparable(depth)]))
            default:
                let relative = random.below(4) > 0
                return .query(.init(relative: relative, segments: segments(2, singular: true)))
            }
        }
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func tapeAndScanFindWhatTheModelFinds(seed: UInt64) {
        var scanner = JSONScanner()
        var maker = QueryMaker(random: SeededRandom(seed: seed, 1))
        var found = 0
        for number in 0..<150 as Range<UInt64> {
            var writer = JSONModelWriter(seed: seed &* 1000 &+ number)
            let root = writer.document()
            let model = JSONPathModel(root: root)
            withExact(writer.text) { body in
                scanner.forget()
                for _ in 0..<20 {
                    let path = JSONPath(text: "", segments: maker.segments(3, singular: maker.random.below(3) == 0))
                    let expected = model.find(path.segments, from: root).map(\.range)
                    let query = JSONQuery(path)
                    var nodes: [JSONNode] = []
                    scanner.all(query, in: body, into: &nodes)
                    #expect(
                        nodes.map { range(of: $0, in: body) } == expected,
                        "seed \(seed), document \(number): \(path)"
                    )
                    #expect(scanner.count(query, in: body) == expected.count)
                    #expect(scanner.first(query, in: body).map { range(of: $0, in: body) } == expected.first)
                    #expect(scanner.error == nil)
                    found += expected.count
                }
            }
        }
        // Chance must not have made only queries that find nothing.
        #expect(found > 2_000)
    }

    @Test func valuesAreReadAsTheyWereWritten() {
        for seed in 0..<300 as Range<UInt64> {
            var writer = JSONModelWriter(seed: seed)
            let root = writer.document()
            withExact(writer.text) { body in
                for located in JSONPathModel(root: root).find([.descendant([.wildcard])], from: root) + [root] {
                    let bytes = UnsafeRawBufferPointer(rebasing: body[located.range])
                    switch located.value {
                    case .number(let number): #expect(JSONNode(kind: .number, bytes: bytes).double == number)
                    case .string(let string): #expect(JSONNode(kind: .string, bytes: bytes).decoded == string)
                    default: break
                    }
                }
            }
        }
    }

    @Test func theTreeIsWhatWasWritten() throws {
        func same(_ value: JSONValue, _ model: JSONModel) -> Bool {
            switch (value, model) {
            case (.null, .null): true
            case (.bool(let x), .bool(let y)): x == y
            case (.number(let x), .number(let y)): Double(x) == y
            case (.string(let x), .string(let y)): x.unicodeScalars.elementsEqual(y.unicodeScalars)
            case (.array(let x), .array(let y)): x.count == y.count && zip(x, y).allSatisfy { same($0, $1.value) }
            case (.object(let x), .object(let y)):
                x.count == y.count
                    && x.allSatisfy { one in y.contains { $0.name == one.name && same(one.value, $0.node.value) } }
            default: false
            }
        }
        for seed in 0..<300 as Range<UInt64> {
            var writer = JSONModelWriter(seed: seed)
            let root = writer.document()
            #expect(same(try JSONValue(reading: writer.text), root.value), "seed \(seed)")
        }
    }

    private func range(of node: JSONNode, in body: UnsafeRawBufferPointer) -> Range<Int> {
        guard let start = body.baseAddress, let own = node.bytes.baseAddress else { return 0..<0 }
        let offset = start.distance(to: own)
        return offset..<offset + node.bytes.count
    }
}
