import Groundwork
import LoadPlan

/// Outcomes, checks and captures of a request.
extension FlowAnalysis {
    // MARK: Outcomes

    func outcome(_ clause: ClauseSyntax, into request: inout Request) {
        guard case .outcome(let name, let when, let kind) = clause.kind else { return }
        let condition = condition(when, .answer)
        if ["ok", "business", "error"].contains(name.text) {
            bag.error(
                "reserved-name",
                "'\(name.text)' is no outcome of its own",
                at: name.range,
                "name what happened, such as taken or declined"
            )
        }
        if let codes = StatusCodes.admitted(by: condition), codes.isEmpty {
            bag.error("never-holds", "an outcome that can never happen", at: when.range, "no status satisfies this")
        }
        var outcomes = builder.series[request.series].outcomes
        var index = outcomes.firstIndex { $0.name == name.text }
        if let index, outcomes[index].kind != kind {
            bag.error(
                "outcome-kind",
                "the outcome '\(name.text)' counts in two ways",
                at: name.range,
                "above it counts as \(outcomes[index].kind.rawValue)"
            )
        }
        if index == nil {
            outcomes.append(Series.Outcome(name: name.text, kind: kind))
            builder.series[request.series].outcomes = outcomes
            index = outcomes.count - 1
        }
        request.outcomes.append(
            OutcomeRule(
                outcome: index ?? 0,
                kind: kind,
                condition: condition,
                place: bag.source.place(at: clause.range.start)
            )
        )
    }

    func outcomes(of series: Int) -> [Series.Outcome] { builder.series[series].outcomes }

    // MARK: Checks

    func checks(_ clauses: [ClauseSyntax], into request: inout Request) {
        var admitted = StatusCodes.all
        var contradicted = false
        var first: TextRange?
        for clause in clauses {
            guard case .expect(let syntax) = clause.kind else { continue }
            let condition = condition(syntax, .answer)
            let text = SourceText.folded(bag.source.text(syntax.range))
            let place = bag.source.place(at: clause.range.start)
            guard let codes = StatusCodes.admitted(by: condition) else {
                request.checks.append(Check(condition: .expression(condition), text: text, place: place))
                continue
            }
            if codes.isEmpty {
                bag.error(
                    "never-holds",
                    "an 'expect' that can never hold",
                    at: syntax.range,
                    "no status from 100 to 599 satisfies this"
                )
            } else if admitted.intersection(codes).isEmpty, !contradicted {
                contradicted = true
                let line = first.map { bag.source.place(at: $0.start).line } ?? 0
                bag.error(
                    "never-holds",
                    "an 'expect' that can never hold",
                    at: syntax.range,
                    "it contradicts the one in line \(line)",
                    help: "either status is right: expect status in 200, 404"
                )
            }
            admitted = admitted.intersection(codes)
            first = first ?? syntax.range
            request.checks.append(Check(condition: .status(codes.set), text: text, place: place))
        }
    }

    // MARK: Captures

    func capture(_ syntax: CaptureSyntax, _ range: TextRange, into request: inout Request) {
        let when = syntax.condition.map { condition($0, .answer) }
        let subject = syntax.subject.map { self.subject($0, of: syntax.source, range) }
        let fallback: Capture.Fallback =
            switch syntax.fallback {
            case .required: .required
            case .none: .none
            case .value(let value): .value(expression(value, .answer).0)
            }
        if let pick = syntax.pick, pick != .first {
            let several =
                switch syntax.source {
                case .json(let path): !path.isSingular
                case .regex, .xpath: true
                default: false
                }
            if !several, pick != .all {
                bag.warning(
                    "pick-of-one",
                    "'pick \(pick.rawValue)' of at most one value",
                    at: range,
                    "this finds one value or none, so there is nothing to pick"
                )
            }
        }
        let variable = builder.variable(syntax.name.text)
        state.assign(variable)
        request.captures.append(
            Capture(
                variable: variable,
                source: syntax.source,
                subject: subject,
                pick: syntax.pick ?? .first,
                fallback: fallback,
                condition: when,
                place: bag.source.place(at: range.start)
            )
        )
    }
}

extension FlowAnalysis {
    /// What a capture looks into instead of the answer.
    private func subject(_ syntax: ExpressionSyntax, of part: ResponsePart, _ range: TextRange) -> Expression {
        let (subject, kind) = expression(syntax, .answer)
        switch part {
        case .json, .jsonCount, .regex, .xpath: break
        default:
            bag.error(
                "capture-subject",
                "'in' behind a part that is not searched for",
                at: syntax.range,
                "json, xpath and regex look into a text"
            )
        }
        if ![.any, .text, .list].contains(kind) {
            bag.error("kind", "a search in \(kind.words)", at: syntax.range, "it looks into a text")
        }
        return subject
    }
}

/// Text of the source, made fit for messages.
enum SourceText {
    /// White space folded to single blanks, comments left out.
    static func folded(_ text: String) -> String {
        text.split(separator: "\n").map { line in
            var words: [Substring] = []
            for word in line.split(whereSeparator: { $0 == " " || $0 == "\t" || $0 == "\r" }) {
                if word.hasPrefix("#") { break }
                words.append(word)
            }
            return words.joined(separator: " ")
        }.filter { !$0.isEmpty }.joined(separator: " ")
    }
}
