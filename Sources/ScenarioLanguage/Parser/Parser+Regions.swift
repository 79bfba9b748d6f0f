import LoadPlan

extension Parser {
    /// `{ NAME [share N%] [here … | via … | model …] … }`.
    func parseRegions() throws(ParseFailure) -> [RegionSyntax] {
        try parseBlock { (regions) throws(ParseFailure) in
            var region = RegionSyntax(label: try parseLabel("a region's name"))
            // Kept even where what follows is wrong: its name is known, and objectives may use it.
            defer { regions.append(region) }
            region.vantage = try parseVantage()
            if region.label.share == nil, accept(.share) {
                region.label.share = try parseQuantity("a share such as 55%")
            }
        }
    }

    /// `here ["NAME"]`, `via proxy|interface|address …`, `model "PROFILE"`.
    private func parseVantage() throws(ParseFailure) -> RegionSyntax.Vantage? {
        // A word on the next line may be the next region's name.
        guard !token.onNewLine else { return nil }
        if accept(.here) {
            guard !token.onNewLine, token.kind == .quote else { return .here(nil) }
            return .here(try parseConstant("the place's name"))
        }
        if accept(.model) { return .model(try parseConstant("a network profile's name, such as \"ar-4g/cordoba\"")) }
        guard accept(.via) else { return nil }
        guard !token.onNewLine else { throw expected("proxy, interface or address") }
        if accept(.proxy) { return .proxy(try parseSource("the proxy's URL")) }
        if accept(.interface) { return .interface(try parseConstant("the interface's name")) }
        if accept(.address) { return .address(try parseConstant("an address of this machine")) }
        throw expected("proxy, interface or address")
    }

    /// `"TEXT"` or `env("NAME")`.
    private func parseSource(_ what: String) throws(ParseFailure) -> RegionSyntax.Source {
        guard !token.onNewLine, accept(.env) else { return .text(try parseConstant(what)) }
        try require(.leftParen, "(")
        let name = try parseConstant("the name of an environment variable")
        try require(.rightParen, ")")
        return .environment(name)
    }
}
