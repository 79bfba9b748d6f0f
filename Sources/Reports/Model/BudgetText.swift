import SLOAnalysis

extension ErrorBudget {
    /// The budget in a sentence: `at this load a 30-day error budget lasts 6.2 days (burn rate 4.8, 95 %: 3.9 to 5.8);
    /// the 1h/5m page would fire after 3 min`.
    var sentence: String {
        var text: String
        if let lasts {
            text =
                "at this load a 30-day error budget lasts \(Self.days(lasts)) (burn rate \(Self.rate(burnRate)), "
                + "95 %: \(Self.rate(low)) to \(Self.rate(high)))"
        } else {
            text =
                "at this load nothing of a 30-day error budget is burnt (burn rate at most \(Self.rate(high)), with "
                + "95 % confidence)"
        }
        let firing = alerts.filter(\.isPage).prefix(1) + alerts.filter { !$0.isPage }.prefix(1)
        // A page makes the ticket needless.
        if let first = firing.first {
            text +=
                "; the \(first.windows) \(first.isPage ? "page" : "ticket") would fire after \(Self.time(first.after))"
        } else if lasts != nil {
            text += "; no alert would fire"
        }
        return text
    }

    private static func days(_ days: Double) -> String {
        switch days {
        case ..<(1.0 / 24): "\(Figures.fixed(days * 1440, 0)) min"
        case ..<1: "\(Figures.fixed(days * 24, 1)) h"
        case ..<10: "\(Figures.fixed(days, 1)) days"
        case ..<36_500: "\(Figures.number(days, 0)) days"
        default: "more than a century"
        }
    }

    private static func rate(_ rate: Double) -> String {
        Figures.number(rate, rate < 0.1 ? 3 : rate < 10 ? 2 : rate < 100 ? 1 : 0)
    }

    private static func time(_ seconds: Double) -> String {
        switch seconds {
        case ..<100: "\(Figures.fixed(seconds, 0)) s"
        case ..<6_000: "\(Figures.fixed(seconds / 60, 0)) min"
        case ..<172_800: "\(Figures.fixed(seconds / 3600, 1)) h"
        default: "\(Figures.fixed(seconds / 86_400, 1)) days"
        }
    }
}
