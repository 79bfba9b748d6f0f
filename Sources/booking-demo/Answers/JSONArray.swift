/// JSON by hand: answers are short and of fixed shape, and an encoder would cost more than the query behind them.
enum JSONArray {
    /// `[a,b,c]` of texts that are JSON already.
    static func text(_ elements: some Sequence<String>) -> String { "[" + elements.joined(separator: ",") + "]" }
}
