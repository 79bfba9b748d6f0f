/// How a cluster calls what is scaled.
public struct Workload: Sendable, Hashable {
    /// The Deployment.
    public let deployment: String
    /// Its container.
    public let container: String
    /// The name under which the cluster's metrics adapter serves requests a second of a pod.
    public let metric: String
    /// The Prometheus server and the query of all pods' requests a second, for KEDA.
    public let prometheus: Prometheus?

    /// A Prometheus server and a query.
    public struct Prometheus: Sendable, Hashable {
        /// The server's address, as KEDA reaches it.
        public let server: String
        /// Requests a second of all pods.
        public let query: String

        /// A server and a query.
        public init(server: String, query: String) {
            (self.server, self.query) = (server, query)
        }
    }

    /// A workload.
    public init(deployment: String, container: String, metric: String, prometheus: Prometheus?) {
        (self.deployment, self.container) = (deployment, container)
        (self.metric, self.prometheus) = (metric, prometheus)
    }

    /// A name that Kubernetes accepts (RFC 1123 label) made of any text.
    public static func name(of text: String) -> String {
        let cut = text.lowercased().unicodeScalars.prefix(63).map { scalar in
            ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) ? Character(scalar) : "-"
        }
        let name = String(cut.drop { $0 == "-" }.reversed().drop { $0 == "-" }.reversed())
        return name.isEmpty ? "service" : name
    }

    /// Whether Kubernetes accepts a name as it is.
    public static func isName(_ text: String) -> Bool { text == name(of: text) }
}
