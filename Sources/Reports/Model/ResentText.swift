import Groundwork
import LoadMetrics

/// What is said of requests that went out a second time.
enum ResentText {
    /// In words; `nil` where there was none.
    static func words(_ audit: GeneratorAudit) -> String? {
        guard let count = audit.resent, count > 0 else { return nil }
        let what = count == 1 ? "1 request was" : "\(Figures.count(count)) requests were"
        return "\(what) sent twice: the service closed the connection before an answer, or refused the request unread"
    }
}
