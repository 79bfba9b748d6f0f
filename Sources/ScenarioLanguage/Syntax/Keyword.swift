/// Every word of the language that is not a name of the user's: the one table that the parser asks, suggestions are
/// drawn from and the reference (`docs/language.md`) is checked against.
public enum Keyword: String, Sendable, CaseIterable {
    // What a file is made of.
    case scenario, target, targets, param, secret, data, regions, tenants, defaults, flow, load, slo, use, block
    case invariant, setup, teardown
    // What a flow is made of, besides requests.
    case think, `let`, `if`, `else`, group, poll, count, gauge, end
    case `repeat`, `while`, choose, abandon, fail, parallel, retry, pace, race, before, put, take
    // What belongs to a request.
    case header, query, json, form, body, timeout, expect, capture, outcome, until
    case multipart, graphql, redirects, compression, auth, forwarded, conditional
    // What belongs to a target.
    case http, tls, proxy, interface, source, unix, resolve, connect, connections, dns, cookies
    // What belongs to TLS, and other small words about requests.
    case ca, certificate, key, verify, min, resumption, sni, address, socket, to, user, shared, new, iteration, once
    case on, off, follow, only, basic, bearer, file, type, variables, operation
    // What belongs to a load.
    case warmup, users, rate, arrivals, phase, max, graceful, iterations
    // Small words between the parts.
    case `as`, from, pick, share, weight, every, `for`, over, by, when, counts, within, of, baseline, except, during,
        per, across, one, into, wait
    case `in`, flight, stop, tenant, step, none, with
    case backoff, jitter, exponential, normal, lognormal, at, most
    // From where a region is measured.
    case here, via, model, env
    // Operators that are words.
    case and, or, not, `is`, contains, starts, ends, matches

    /// Where a word may begin something.
    public enum Context: Sendable, CaseIterable {
        /// At the outermost level of a file.
        case file
        /// In a flow, group or branch.
        case flow
        /// After a request.
        case request
        /// In `load { }`.
        case load
        /// In `target "URL" { }`.
        case target
    }

    /// The contexts in which the word begins something.
    public var contexts: Set<Context> {
        switch self {
        case .scenario, .target, .targets, .param, .secret, .data, .regions, .tenants, .load, .slo, .setup, .teardown,
            .block, .shared,
            .invariant:
            [.file]
        case .use: [.file, .flow]
        case .flow: [.file, .load]
        case .defaults: [.file, .flow]
        case .think, .let, .if, .group, .poll, .count, .gauge, .end, .repeat, .for, .while, .choose, .parallel,
            .race, .before,
            .pace, .abandon, .fail, .put, .take:
            [.flow]
        // Around a request, or behind it.
        case .retry: [.flow, .request]
        case .header, .query, .json, .form, .body, .timeout, .expect, .capture, .outcome, .until, .multipart, .graphql,
            .redirects, .compression, .auth, .forwarded, .conditional:
            [.request]
        case .http, .tls, .proxy, .interface, .source, .unix, .resolve, .connect, .connections, .dns, .cookies:
            [.target]
        case .at, .warmup, .users, .rate, .arrivals, .phase, .max, .graceful, .iterations: [.load]
        default: []
        }
    }

    /// The word is planned but not supported yet; at present none is.
    public var isPlanned: Bool { false }

    /// The words that may begin something in a context, without those that are only planned.
    public static func words(in context: Context) -> [String] {
        allCases.filter { $0.contexts.contains(context) && !$0.isPlanned }.map(\.rawValue)
    }
}

/// HTTP methods that begin a request (RFC 9110 section 9, RFC 5789 for PATCH).
enum Method: String, CaseIterable {
    case get = "GET"
    case head = "HEAD"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"
    case options = "OPTIONS"
    case query = "QUERY"
}
