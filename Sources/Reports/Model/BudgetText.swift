import Groundwork
import SLOAnalysis

extension ErrorBudget {
    /// The budget in a sentence: `at this load a 30-day error budget lasts 6.2 days (burn rate 4.8, 95 %: 3.9 to 5.8);
    /// the 1h/5m page would fire after 3 min`.
    var sentence: String {
        var text: String
        if let lasts {
            text =
                "at this load a 30-day error budget lasts \(Self.days(lasts)) (burn rate \(Figures.number(burnRate)), "
                + "95 %: \(Figures.number(low)) to \(Figures.number(high)))"
        } else {
            text =
                "at this load nothing of a 30-day error budget is burnt (burn rate at most \(Figures.number(high)), with "
                + "95 % confidence)"
        }
        let firing = alerts.filter(\.isPage).prefix(1) + alerts.filter { !$0.isPage }.prefix(1)
        // A page makes the ticket needless.
        if let first = firing.first {
            text +=
                "; the \(first.windows) \(first.isPage ? "page" : "ticket") would fire after \(Figures.duration(seconds: first.after))"
        } else if lasts != nil {
            text += "; no alert would fire"
        }
        return text
    }

    private static func days(_ days: Double) -> String {
        days < 36_500 ? Figures.duration(seconds: days * 86_400) : "more than a century"
    }
}
