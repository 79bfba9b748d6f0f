import LoadPlan

/// Further tries of a request, and pauses.
extension Parser {
    /// `exponential 5s`, `normal 5s 1s`, `lognormal 5s 3s at most 20s`, `2s`, `1s..3s`.
    func parseThink() throws(ParseFailure) -> ThinkSyntax {
        if let word = keyword, let shape = ThinkDistribution.Shape(rawValue: word.rawValue), !token.onNewLine {
            advance()
            let mean = try parseQuantity("the mean, such as 5s")
            let deviation =
                shape == .exponential ? nil : try parseQuantity("the standard deviation, as in \(word.rawValue) 5s 1s")
            guard !token.onNewLine, accept(Keyword.at) else {
                return .drawn(shape, mean: mean, deviation: deviation, most: nil)
            }
            try require(.most)
            return .drawn(
                shape,
                mean: mean,
                deviation: deviation,
                most: try parseQuantity("the longest pause, such as 20s")
            )
        }
        let shortest = try parseQuantity("a length of time, such as 2s or 1s..3s")
        guard token.kind == .range, !token.onNewLine else { return .between(shortest, nil) }
        advance()
        return .between(shortest, try parseQuantity("a length of time"))
    }

    /// `retry N … { REQUEST }`: the same as the request with `retry N …` among its clauses.
    func parseRetried() throws(ParseFailure) -> RequestSyntax {
        let start = advance().range
        let retry = try parseRetry(start)
        let body = try parseBlock()
        guard let first = body.first, body.count == 1, case .request(var request) = first.kind else {
            throw fail(
                "retry-body",
                "'retry' around something else than one request",
                at: retry.range,
                "one request should stand between { and }",
                help: "several steps are tried again with repeat or while"
            )
        }
        request.clauses.append(ClauseSyntax(kind: .retry(retry), range: retry.range))
        return request
    }

    /// The `retry` that is the next token has a block of its own, so it does not belong to the request before it.
    func retryHasBlock() -> Bool {
        let saved = (lexer, token, previousEnd)
        defer { (lexer, token, previousEnd) = saved }
        let start = advance().range
        // What is wrong with it is said once more, and then dropped, when it is really read.
        guard (try? parseRetry(start)) != nil else { return false }
        return token.kind == .leftBrace
    }

    /// Behind `retry`: `N [backoff T[..T] [or Retry-After]] [jitter] [on status 503, timeout, …] [when CONDITION]`.
    func parseRetry(_ word: TextRange) throws(ParseFailure) -> RetrySyntax {
        let times = try parseQuantity("how often it is tried again, as in retry 3")
        var retry = RetrySyntax(times: times, range: word)
        while !token.onNewLine {
            if retry.shortest == nil, accept(.backoff) {
                retry.shortest = try parseQuantity("a pause, such as 200ms or 200ms..5s")
                if token.kind == .range, !token.onNewLine {
                    advance()
                    retry.longest = try parseQuantity("the longest pause")
                }
                retry.waitsAsAsked = try parseRetryAfter()
            } else if !retry.jitter, accept(.jitter) {
                retry.jitter = true
            } else if retry.statuses.isEmpty, retry.failures.isEmpty, accept(.on) {
                try parseReasons(into: &retry)
            } else if retry.condition == nil, accept(.when) {
                retry.condition = try parseExpression()
            } else {
                break
            }
        }
        retry.range = TextRange(word.start, previousEnd)
        return retry
    }

    /// `or Retry-After`, behind a pause: what the service asks for is waited for where it is longer.
    private func parseRetryAfter() throws(ParseFailure) -> Bool {
        guard !token.onNewLine, accept(.or) else { return false }
        let name = try parseName(.label, "Retry-After, as in backoff 1s..30s or Retry-After")
        guard name.text.lowercased() == "retry-after" else {
            throw fail("syntax", "unexpected '\(name.text)'", at: name.range, "expected Retry-After")
        }
        return true
    }

    /// Behind `on`: `status 502, 503..504, timeout, connect`.
    private func parseReasons(into retry: inout RetrySyntax) throws(ParseFailure) {
        let known = ["status"] + Retry.Failure.allCases.map(\.rawValue)
        var codes = false
        repeat {
            let word = token.kind == .word && !token.onNewLine ? text(token.range) : ""
            if word == "status" {
                advance()
                codes = true
            }
            if codes, token.kind == .number {
                let low = try parsePrimary()
                if token.kind == .range {
                    advance()
                    retry.statuses.append(.range(low, try parsePrimary()))
                } else {
                    retry.statuses.append(.value(low))
                }
            } else if let failure = Retry.Failure(rawValue: word) {
                advance()
                retry.failures.insert(failure)
                codes = false
            } else if word == "status" || word.isEmpty {
                throw expected(word.isEmpty ? Suggestion.list(known, "or") : "a status such as 503")
            } else {
                throw fail(
                    "unknown-word",
                    "unknown reason '\(word)' to try again",
                    at: token.range,
                    Suggestion.nearest(to: word, in: known).map { "did you mean \($0)?" }
                        ?? "reasons are \(Suggestion.list(known))"
                )
            }
        } while accept(.comma)
    }
}
