/// What the clusters' definitions demand of the documents in docs/ci, as far as those go: members, required ones, types
/// and choices after Argo Rollouts' `manifests/crds` and Flagger's `artifacts/flagger/crd.yaml`. A member that stands in a
/// document and not here is reported, as a cluster's strict validation would.
enum ClusterSchemas {
    private static let metadata = """
        { "type": "object", "required": ["name"], "properties": { "name": { "type": "string",
          "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$" } } }
        """

    private static let container = """
        { "type": "object", "required": ["name", "image"], "properties": {
          "name": { "type": "string" }, "image": { "type": "string" },
          "command": { "type": "array", "items": { "type": "string" } },
          "args": { "type": "array", "items": { "type": "string" } },
          "env": { "type": "array", "items": { "type": "object", "required": ["name"],
            "properties": { "name": { "type": "string" }, "value": { "type": "string" } } } },
          "ports": { "type": "array", "items": { "type": "object", "required": ["containerPort"],
            "properties": { "containerPort": { "type": "integer", "minimum": 1, "maximum": 65535 } } } },
          "volumeMounts": { "type": "array", "items": { "type": "object", "required": ["name", "mountPath"],
            "properties": { "name": { "type": "string" }, "mountPath": { "type": "string" } } } } } }
        """

    private static let pod = """
        { "type": "object", "required": ["containers"], "properties": {
          "restartPolicy": { "enum": ["Always", "OnFailure", "Never"] },
          "securityContext": { "type": "object", "properties": { "runAsNonRoot": { "type": "boolean" } } },
          "containers": { "type": "array", "items": \(container) },
          "volumes": { "type": "array", "items": { "type": "object", "required": ["name"], "properties": {
            "name": { "type": "string" },
            "configMap": { "type": "object", "properties": { "name": { "type": "string" } } } } } } } }
        """

    /// A value in Go's spelling of time as the definitions have it.
    private static let time = #"{ "type": "string", "pattern": "^[0-9]+(s|m|h)$" }"#

    /// `argoproj.io/v1alpha1`, AnalysisTemplate.
    static let analysisTemplate = """
        { "type": "object", "required": ["apiVersion", "kind", "metadata", "spec"], "properties": {
          "apiVersion": { "const": "argoproj.io/v1alpha1" }, "kind": { "const": "AnalysisTemplate" },
          "metadata": \(metadata),
          "spec": { "type": "object", "required": ["metrics"], "properties": {
            "args": { "type": "array", "items": { "type": "object", "required": ["name"],
              "properties": { "name": { "type": "string" }, "value": { "type": "string" } } } },
            "metrics": { "type": "array", "items": { "type": "object", "required": ["name", "provider"], "properties": {
              "name": { "type": "string" }, "interval": \(time), "initialDelay": \(time),
              "count": { "type": "integer" }, "failureLimit": { "type": "integer" },
              "inconclusiveLimit": { "type": "integer" }, "consecutiveErrorLimit": { "type": "integer" },
              "successCondition": { "type": "string" }, "failureCondition": { "type": "string" },
              "provider": { "type": "object", "required": ["job"], "properties": {
                "job": { "type": "object", "required": ["spec"], "properties": {
                  "spec": { "type": "object", "required": ["template"], "properties": {
                    "activeDeadlineSeconds": { "type": "integer" }, "backoffLimit": { "type": "integer" },
                    "template": { "type": "object", "required": ["spec"],
                      "properties": { "spec": \(pod) } } } } } } } } } } } } } } }
        """

    /// `argoproj.io/v1alpha1`, Rollout with a canary.
    static let rollout = """
        { "type": "object", "required": ["apiVersion", "kind", "metadata", "spec"], "properties": {
          "apiVersion": { "const": "argoproj.io/v1alpha1" }, "kind": { "const": "Rollout" },
          "metadata": \(metadata),
          "spec": { "type": "object", "required": ["selector", "template", "strategy"], "properties": {
            "replicas": { "type": "integer" },
            "selector": { "type": "object", "properties": { "matchLabels": { "type": "object",
              "additionalProperties": { "type": "string" } } } },
            "template": { "type": "object", "required": ["metadata", "spec"], "properties": {
              "metadata": { "type": "object", "properties": { "labels": { "type": "object",
                "additionalProperties": { "type": "string" } } } },
              "spec": \(pod) } },
            "strategy": { "type": "object", "required": ["canary"], "properties": { "canary": { "type": "object",
              "properties": { "canaryService": { "type": "string" }, "stableService": { "type": "string" },
                "steps": { "type": "array", "items": { "type": "object", "properties": {
                  "setWeight": { "type": "integer", "minimum": 0, "maximum": 100 },
                  "pause": { "type": "object", "properties": { "duration": \(time) } },
                  "analysis": { "type": "object", "required": ["templates"], "properties": {
                    "templates": { "type": "array", "items": { "type": "object", "required": ["templateName"],
                      "properties": { "templateName": { "type": "string" } } } },
                    "args": { "type": "array", "items": { "type": "object", "required": ["name"], "properties": {
                      "name": { "type": "string" }, "value": { "type": "string" } } } } } } } } } } } } } } } } }
        """

    /// `flagger.app/v1beta1`, Canary.
    static let canary = """
        { "type": "object", "required": ["apiVersion", "kind", "metadata", "spec"], "properties": {
          "apiVersion": { "const": "flagger.app/v1beta1" }, "kind": { "const": "Canary" },
          "metadata": \(metadata),
          "spec": { "type": "object", "required": ["targetRef", "analysis"], "properties": {
            "targetRef": { "type": "object", "required": ["apiVersion", "kind", "name"], "properties": {
              "apiVersion": { "type": "string" }, "kind": { "enum": ["DaemonSet", "Deployment", "Service"] },
              "name": { "type": "string" } } },
            "service": { "type": "object", "required": ["port"], "properties": { "port": { "type": "number" } } },
            "analysis": { "type": "object", "required": ["interval", "threshold"], "properties": {
              "interval": { "type": "string", "pattern": "^[0-9]+(m|s)" }, "threshold": { "type": "number" },
              "maxWeight": { "type": "number" }, "stepWeight": { "type": "number" },
              "webhooks": { "type": "array", "items": { "type": "object", "required": ["name", "url"], "properties": {
                "name": { "type": "string" },
                "type": { "enum": ["", "confirm-rollout", "pre-rollout", "rollout", "confirm-promotion",
                  "post-rollout", "event", "rollback", "confirm-traffic-increase"] },
                "url": { "type": "string", "pattern": "^https?://" },
                "timeout": { "type": "string", "pattern": "^[0-9]+(m|s)" }, "retries": { "type": "number" },
                "muteAlert": { "type": "boolean" }, "disableTLS": { "type": "boolean" },
                "metadata": { "type": "object", "additionalProperties": { "type": "string" } } } } } } } } } } }
        """
}
