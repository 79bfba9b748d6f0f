/// What clusters' definitions demand of the autoscalers that `zonda size` writes, as far as those go; a member that
/// is not
/// here is reported, as strict validation would.
enum SizingSchemas {
    private static let reference = """
        { "type": "object", "required": ["kind", "name"], "properties": { "apiVersion": { "const": "apps/v1" },
          "kind": { "const": "Deployment" }, "name": { "type": "string",
            "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$" } } }
        """

    private static let metadata = """
        { "type": "object", "required": ["name"], "properties": { "name": { "type": "string",
          "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$" } } }
        """

    private static let rules = """
        { "type": "object", "properties": { "stabilizationWindowSeconds": { "type": "integer", "minimum": 0,
          "maximum": 3600 },
          "selectPolicy": { "enum": ["Max", "Min", "Disabled"] },
          "policies": { "type": "array", "items": { "type": "object", "required": ["type", "value", "periodSeconds"],
            "properties": { "type": { "enum": ["Pods", "Percent"] }, "value": { "type": "integer", "minimum": 1 },
              "periodSeconds": { "type": "integer", "minimum": 1, "maximum": 1800 } } } } } }
        """

    private static let behavior = """
        { "type": "object", "properties": { "scaleUp": \(rules), "scaleDown": \(rules) } }
        """

    /// `autoscaling/v2`, HorizontalPodAutoscaler.
    static let horizontal = """
        { "type": "object", "required": ["apiVersion", "kind", "metadata", "spec"], "properties": {
          "apiVersion": { "const": "autoscaling/v2" }, "kind": { "const": "HorizontalPodAutoscaler" },
          "metadata": \(metadata),
          "spec": { "type": "object", "required": ["scaleTargetRef", "maxReplicas"], "properties": {
            "scaleTargetRef": \(reference), "minReplicas": { "type": "integer", "minimum": 1 },
            "maxReplicas": { "type": "integer", "minimum": 1 }, "behavior": \(behavior),
            "metrics": { "type": "array", "items": { "type": "object", "required": ["type"], "properties": {
              "type": { "enum": ["Pods", "ContainerResource"] },
              "pods": { "type": "object", "required": ["metric", "target"], "properties": {
                "metric": { "type": "object", "required": ["name"], "properties": { "name": { "type": "string" } } },
                "target": { "type": "object", "required": ["type"],
                  "properties": { "type": { "const": "AverageValue" },
                  "averageValue": { "type": "string", "pattern": "^[1-9][0-9]*m?$" } } } } },
              "containerResource": { "type": "object", "required": ["name", "container", "target"], "properties": {
                "name": { "const": "cpu" }, "container": { "type": "string" },
                "target": { "type": "object", "required": ["type"],
                  "properties": { "type": { "const": "Utilization" },
                  "averageUtilization": { "type": "integer", "minimum": 1 } } } } } } } } } } } }
        """

    /// `keda.sh/v1alpha1`, ScaledObject with a trigger of Prometheus.
    static let keda = """
        { "type": "object", "required": ["apiVersion", "kind", "metadata", "spec"], "properties": {
          "apiVersion": { "const": "keda.sh/v1alpha1" }, "kind": { "const": "ScaledObject" }, "metadata": \(metadata),
          "spec": { "type": "object", "required": ["scaleTargetRef", "triggers"], "properties": {
            "scaleTargetRef": \(reference), "pollingInterval": { "type": "integer", "minimum": 1 },
            "minReplicaCount": { "type": "integer", "minimum": 0 }, "maxReplicaCount": { "type": "integer",
              "minimum": 1 },
            "fallback": { "type": "object", "required": ["failureThreshold", "replicas"], "properties": {
              "failureThreshold": { "type": "integer" }, "replicas": { "type": "integer" } } },
            "advanced": { "type": "object", "properties": { "horizontalPodAutoscalerConfig": { "type": "object",
              "properties": { "behavior": \(behavior) } } } },
            "triggers": { "type": "array", "items": { "type": "object", "required": ["type", "metadata"],
              "properties": {
              "type": { "const": "prometheus" }, "metricType": { "enum": ["AverageValue", "Value"] },
              "metadata": { "type": "object", "required": ["serverAddress", "query", "threshold"], "properties": {
                "serverAddress": { "type": "string" }, "query": { "type": "string" },
                "threshold": { "type": "string" }, "ignoreNullValues": { "enum": ["true", "false"] } } } } } } } } } }
        """

    /// `autoscaling.k8s.io/v1`, VerticalPodAutoscaler.
    static let vertical = """
        { "type": "object", "required": ["apiVersion", "kind", "metadata", "spec"], "properties": {
          "apiVersion": { "const": "autoscaling.k8s.io/v1" }, "kind": { "const": "VerticalPodAutoscaler" },
          "metadata": \(metadata),
          "spec": { "type": "object", "required": ["targetRef"], "properties": { "targetRef": \(reference),
            "updatePolicy": { "type": "object", "properties": { "updateMode": { "const": "Off" } } },
            "resourcePolicy": { "type": "object", "properties": { "containerPolicies": { "type": "array",
              "items": { "type": "object", "properties": { "containerName": { "type": "string" },
                "minAllowed": { "type": "object", "properties": {
                  "cpu": { "type": "string", "pattern": "^[0-9]+m$" },
                  "memory": { "type": "string", "pattern": "^[0-9]+Mi$" } } } } } } } } } } } }
        """
}
