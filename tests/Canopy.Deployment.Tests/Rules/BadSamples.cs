namespace Canopy.Deployment.Tests.Rules;

/// <summary>One mistake at a time: rule, object of the sample, what it says, what it says wrongly, and a part of the complaint.</summary>
internal static class BadSamples
{
    public static readonly IReadOnlyList<TheoryDataRow<string, string, string, string, string>> All =
    [
        // names
        new("names are unique", "ServiceAccount/backend", "name: backend", "name: web", "ServiceAccount/web: is there 2 times"),
        new("names and hosts are DNS names", "Service/backend", "name: backend", "name: Back_End", "no DNS label"),
        new("names and hosts are DNS names", "Ingress/web", "host: canopy.example.com", "host: canopy example", "host 'canopy example' is no DNS name"),
        new("names of containers and ports are labels", "Deployment/web", "- name: web\n", "- name: Web\n", "container name 'Web'"),
        new("names of containers and ports are labels", "Deployment/web", "- name: management", "- name: management-of-all", "port name 'management-of-all'"),
        new("names of containers and ports are labels", "Deployment/web", "- name: management", "- name: http", "port 'http' is there twice"),
        new("labels and annotations are valid", "Deployment/web", "part-of: canopy", "part-of: canopy system", "label 'app.kubernetes.io/part-of: canopy system'"),
        new("labels and annotations are valid", "Deployment/web", "prometheus.io/path", "prometheus.io//path", "annotation 'prometheus.io//path'"),
        new("namespaces are the environment's", "Service/web", "namespace: canopy-prod", "namespace: canopy-dev", "Service/web: is in namespace 'canopy-dev'"),
        new("namespaces are the environment's", "Service/web", "  namespace: canopy-prod\n", "", "Service/web: is in namespace ''"),
        new("namespaces are the environment's", "Namespace/canopy-prod", "name: canopy-prod", "name: canopy", "Namespace/canopy: is in namespace 'canopy'"),

        // selectors
        new("workloads select their own pods", "Deployment/web", "  selector:\n    matchLabels:\n      app: web", "  selector:\n    matchLabels:\n      app: wob", "does not match the labels"),
        new("workloads select their own pods", "Deployment/web", "  selector:\n    matchLabels:\n      app: web", "  selector:\n    matchLabels:\n      app.kubernetes.io/part-of: canopy", "takes the pods of Deployment/backend too"),
        new("services select one workload", "Service/web", "app: web", "app: wob", "Service/web: selects the pods of nothing"),
        new("services select one workload", "Service/web", "app: web", "app.kubernetes.io/part-of: canopy", "Deployment/web and Deployment/backend"),
        new("disruption budgets select one workload", "PodDisruptionBudget/web", "app: web", "app: wob", "selects the pods of nothing"),
        new("spreading selects its own pods", "Deployment/web", "topologyKey: topology.kubernetes.io/zone\n        whenUnsatisfiable: ScheduleAnyway\n        labelSelector:\n          matchLabels:\n            app: web", "topologyKey: topology.kubernetes.io/zone\n        whenUnsatisfiable: ScheduleAnyway\n        labelSelector:\n          matchLabels:\n            app: backend", "does not select its own pods"),
        new("network policies select pods", "NetworkPolicy/cache", "podSelector:\n    matchLabels:\n      app: cache", "podSelector:\n    matchLabels:\n      app: redis", "NetworkPolicy/cache: selects no pod"),

        // ports
        new("ports of services", "Service/web", "targetPort: http", "targetPort: https", "port 8050 goes to port 'https'"),
        new("ports of services", "Service/backend", "targetPort: 8000", "targetPort: 8080", "port 8000 goes to port '8080'"),
        new("ports of routes", "Ingress/web", "name: http", "name: https", "Service 'web' has no port 'https'"),
        new("ports of routes", "Ingress/web", "service:\n            name: web", "service:\n            name: wob", "there is no Service 'wob'"),
        new("ports of probes", "Deployment/web", "path: /readyz\n            port: management", "path: /readyz\n            port: manage", "readinessProbe asks port 'manage'"),
        new("ports of scraping", "Deployment/web", "prometheus.io/port: \"9090\"", "prometheus.io/port: \"9091\"", "is scraped at port '9091'"),
        new("ports of network policies", "NetworkPolicy/web", "- port: management", "- port: metrics", "lets in at port 'metrics'"),
        new("ports of network policies", "NetworkPolicy/web", "- port: 8000", "- port: 8001", "lets out to Deployment/backend at ports that it has not"),

        // references
        new("references to ConfigMaps", "Deployment/web", "name: web-config-abc", "name: web-config", "there is no ConfigMap 'web-config'"),
        new("references to ConfigMaps", "Deployment/web", "fieldRef:\n              fieldPath: metadata.name", "configMapKeyRef: {name: web-config-abc, key: LEVEL}", "with a key 'LEVEL'"),
        new("references to Secrets", "Deployment/web", "name: web-secrets", "name: web-secret", "Secret 'web-secret' is not in secrets.json"),
        new("references to Secrets", "Deployment/backend", "key: JWT_SECRET_KEY", "key: JWT_KEY", "with key 'JWT_KEY' is not in secrets.json"),
        new("references to Secrets", "StatefulSet/cache", "        envFrom:", "        env: [{name: OLD, valueFrom: {secretKeyRef: {name: cache-secrets, key: REDIS_PASSWORD_PREVIOUS}}}]\n        envFrom:", "the reference is not optional"),
        new("Secrets reach their workload", "Deployment/backend", "key: REDIS_PASSWORD", "key: JWT_SECRET_KEY", "does not get key 'REDIS_PASSWORD'"),
        new("Secrets reach their workload", "StatefulSet/cache", "name: cache\n  namespace", "name: store\n  namespace", "'cache-secrets' is for 'statefulset/cache'"),
        new("variables have one source", "Deployment/web", "- name: POD_NAME", "- name: LOG_LEVEL", "gets 'LOG_LEVEL' from two places"),
        new("references to volumes", "Deployment/web", "volumeMounts:\n        - name: tmp", "volumeMounts:\n        - name: temp", "mounts volume 'temp'"),
        new("references to volumes", "Deployment/web", "volumeMounts:\n        - name: tmp", "volumeMounts:\n        - name: temp", "volume 'tmp' is mounted nowhere"),
        new("references to services of StatefulSets", "StatefulSet/cache", "serviceName: cache-headless", "serviceName: web", "is no headless Service"),
        new("references to storage classes", "StatefulSet/cache", "storageClassName: fast-ssd", "storageClassName: fast", "StorageClass 'fast'"),
        new("references to issuers", "Ingress/web", "cluster-issuer: letsencrypt-prod", "cluster-issuer: letsencrypt", "ClusterIssuer 'letsencrypt'"),

        // scaling
        new("autoscalers are possible", "HorizontalPodAutoscaler/web", "maxReplicas: 10", "maxReplicas: 1", "are no range"),
        new("autoscalers are possible", "HorizontalPodAutoscaler/web", "kind: Deployment\n    name: web", "kind: Deployment\n    name: wob", "its target Deployment/wob is not there"),
        new("autoscalers are possible", "Deployment/web", "spec:\n  strategy:", "spec:\n  replicas: 2\n  strategy:", "Deployment/web: has spec.replicas"),
        new("autoscalers are possible", "HorizontalPodAutoscaler/web", "name: cpu", "name: ephemeral-storage", "scales by ephemeral-storage"),
        new("a node can be drained", "PodDisruptionBudget/web", "minAvailable: 1", "minAvailable: 2", "with 2 replicas of Deployment/web no pod may ever be moved"),
        new("a node can be drained", "PodDisruptionBudget/web", "minAvailable: 1", "minAvailable: 51%", "no pod may ever be moved"),
        new("a node can be drained", "PodDisruptionBudget/cache", "maxUnavailable: 1", "maxUnavailable: 0", "no pod may ever be moved"),
        new("a node can be drained", "PodDisruptionBudget/web", "minAvailable: 1", "minAvailable: 1\n  maxUnavailable: 1", "has both of"),
        new("a node can be drained", "PodDisruptionBudget/web", "  minAvailable: 1\n", "", "has neither of"),
        new("rollouts can proceed", "Deployment/web", "maxSurge: 1", "maxSurge: 0", "none can be replaced"),
        new("stopping leaves time to drain", "Deployment/web", "seconds: 10", "seconds: 30", "sleeps for all of its 30 s"),

        // containers
        new("containers have probes", "Deployment/web", "readinessProbe:", "otherProbe:", "has no readinessProbe"),
        new("containers have probes", "Deployment/web", "periodSeconds: 2", "periodSeconds: 2\n          successThreshold: 2", "successThreshold of a startupProbe"),
        new("containers have resources", "Deployment/web", "          limits:\n            cpu: 1000m\n", "          limits:\n", "has no limit of cpu"),
        new("containers have resources", "Deployment/web", "memory: 1Gi", "memory: 500Mi", "more than its limit 500Mi"),
        new("images do not change", "Deployment/web", "web:v0.1.0", "web:latest", "is another one tomorrow"),
        new("images do not change", "Deployment/web", "web:v0.1.0", "web", "has neither tag nor digest"),
        .. PodSecurity(),

        // access
        new("accounts exist", "Deployment/web", "serviceAccountName: web", "serviceAccountName: wob", "ServiceAccount 'wob'"),
        new("accounts exist", "Deployment/web", "      serviceAccountName: web\n", "", "ServiceAccount 'default'"),
        new("rights are named", "Role/deployer", "verbs: [get, list, watch, patch]", "verbs: [\"*\"]", "wildcard in verbs"),
        new("rights are named", "Role/deployer", "resources: [deployments, statefulsets]", "resources: [\"*\"]", "wildcard in resources"),
        new("rights are named", "Role/deployer", "watch, patch]", "watch, escalate]", "may escalate"),
        new("bindings are met", "RoleBinding/deployer", "kind: Role\n  name: deployer", "kind: ClusterRole\n  name: cluster-admin", "gives the rights of cluster-admin"),
        new("bindings are met", "RoleBinding/deployer", "kind: Role\n  name: deployer", "kind: Role\n  name: depoyer", "there is no Role/depoyer"),
        new("bindings are met", "RoleBinding/deployer", "- apiGroup: rbac.authorization.k8s.io\n  kind: Group", "- kind: ServiceAccount", "there is no ServiceAccount 'canopy-deployers'"),

        // routes and quotas
        new("certificates are for the hosts", "Ingress/web", "hosts: [canopy.example.com]", "hosts: [www.canopy.example.com]", "has certificates for www.canopy.example.com"),
        new("certificates are for the hosts", "Ingress/web", "  secretName: web-tls\n", "", "has no Secret to be kept in"),
        new("certificates can be issued", "Ingress/web", "ingressClassName: nginx", "ingressClassName: other", "no solver for 'canopy.example.com' that leads through it"),
        new("quotas hold the greatest", "ResourceQuota/canopy", "requests.cpu: \"10\"", "requests.cpu: \"3\"", "requests.cpu is 3, and"),
        new("quotas hold the greatest", "ResourceQuota/canopy", "pods: \"50\"", "pods: \"13\"", "pods is 13, and 15 is needed"),
        new("quotas hold the greatest", "ResourceQuota/canopy", "hard:\n    requests.cpu: \"10\"", "scopeSelector: {matchExpressions: [{scopeName: PriorityClass, operator: NotIn, values: [canopy-worker]}]}\n  hard:\n    requests.cpu: \"3\"", "requests.cpu is 3"),
        new("quotas hold the greatest", "HorizontalPodAutoscaler/web", "maxReplicas: 10", "maxReplicas: 40", "limits.cpu is 20"),
        new("limit ranges let every container in", "LimitRange/canopy", "memory: 4Gi", "memory: 1Gi", "'backend' of Deployment/backend has a limit of memory over 1Gi"),
        new("limit ranges let every container in", "LimitRange/canopy", "      cpu: 100m", "      cpu: 600m", "the default request of cpu"),

        // secrets
        new("no secret value", "ConfigMap/web-config-abc", "cache:6379", "from-secret", "still says from-secret"),
        new("no secret value", "ConfigMap/web-config-abc", "LOG_LEVEL: Information", "REDIS_PASSWORD: hunter2", "data.REDIS_PASSWORD looks like a secret"),
        .. Network(),
    ];

    private static TheoryDataRow<string, string, string, string, string>[] PodSecurity()
    {
        const string rule = "Pod Security restricted";
        return
        [
            new(rule, "Deployment/web", "runAsNonRoot: true", "runAsNonRoot: false", "runAsNonRoot: false"),
            new(rule, "Deployment/web", "runAsUser: 1000", "runAsUser: 0", "runs as user 0"),
            new(rule, "Deployment/web", "type: RuntimeDefault", "type: Unconfined", "not confined by seccomp"),
            new(rule, "Deployment/web", "        seccompProfile:\n          type: RuntimeDefault\n", "", "has no seccomp profile"),
            new(rule, "Deployment/web", "allowPrivilegeEscalation: false", "allowPrivilegeEscalation: true", "allowPrivilegeEscalation"),
            new(rule, "Deployment/web", "allowPrivilegeEscalation: false", "allowPrivilegeEscalation: false\n          privileged: true", "is privileged"),
            new(rule, "Deployment/web", "drop: [ALL]", "drop: [NET_RAW]", "does not drop ALL"),
            new(rule, "Deployment/web", "drop: [ALL]", "drop: [ALL]\n            add: [SYS_TIME]", "adds capability SYS_TIME"),
            new(rule, "Deployment/web", "allowPrivilegeEscalation: false", "allowPrivilegeEscalation: false\n          procMount: Unmasked", "procMount"),
            new(rule, "Deployment/web", "containerPort: 8050", "containerPort: 8050\n          hostPort: 80", "takes port 80 of the host"),
            new(rule, "Deployment/web", "emptyDir: {}", "hostPath: {path: /}", "is of type hostPath"),
            new(rule, "Deployment/web", "serviceAccountName: web", "serviceAccountName: web\n      hostNetwork: true", "hostNetwork is true"),
            new(rule, "Deployment/web", "fsGroup: 1000", "fsGroup: 1000\n        sysctls: [{name: kernel.msgmax, value: \"1\"}]", "sysctl 'kernel.msgmax'"),
            new(rule, "Deployment/web", "fsGroup: 1000", "fsGroup: 1000\n        seLinuxOptions: {type: spc_t}", "SELinux"),
            new(rule, "Deployment/web", "fsGroup: 1000", "fsGroup: 1000\n        appArmorProfile: {type: Unconfined}", "AppArmor"),
            new(rule, "Deployment/web", "fsGroup: 1000", "fsGroup: 1000\n        windowsOptions: {hostProcess: true}", "host process"),
            new(rule, "Deployment/web", "path: /readyz", "host: example.com\n            path: /readyz", "asks another host"),
        ];
    }

    private static TheoryDataRow<string, string, string, string, string>[] Network()
    {
        const string rule = "network: needed and nothing else";
        return
        [
            new(rule, "NetworkPolicy/default-deny", "policyTypes: [Ingress, Egress]", "policyTypes: [Egress]", "stranger -> other-pod TCP 22 is not needed and let in"),
            new(rule, "NetworkPolicy/cache", "values: [web, backend]", "values: [web]", "backend -> cache TCP 6379 is needed and not let in"),
            new(rule, "NetworkPolicy/cache", "- podSelector:", "- namespaceSelector: {}\n      podSelector:", "other-web -> cache TCP 6379 is not needed and let in"),
            new(rule, "NetworkPolicy/cache", "    ports:\n    - port: tcp", "", "web -> cache TCP 31337 is not needed and let in"),
            new(rule, "NetworkPolicy/backend", "- port: http", "- port: management", "web -> backend TCP 8000 is needed and not let in"),
            new(rule, "NetworkPolicy/backend", "app: web", "app.kubernetes.io/part-of: canopy", "cache -> backend TCP 8000 is not needed and let in"),
            new(rule, "NetworkPolicy/web", "ingress-nginx", "nginx", "edge -> web TCP 8050 is needed and not let in"),
            new(rule, "NetworkPolicy/web", "  egress:\n", "  egress:\n  - to: [{ipBlock: {cidr: 0.0.0.0/0, except: [169.254.0.0/16, 10.0.0.0/8]}}]\n    ports: [{port: 443}]\n", "web -> internet TCP 443 is not needed and let out"),
            new(rule, "NetworkPolicy/web", "  egress:\n", "  egress:\n  - to: [{ipBlock: {cidr: 0.0.0.0/0}}]\n    ports: [{port: 80}]\n", "web -> metadata TCP 80 is not needed and let out"),
            new(rule, "NetworkPolicy/web", "endPort: 4318", "endPort: 6443", "web -> collector TCP 6379 is not needed and let out"),
            new(rule, "NetworkPolicy/dns", "- protocol: TCP", "- protocol: SCTP", "web -> dns TCP 53 is needed and not let out"),
            new(rule, "NetworkPolicy/http01-solver", "port: 8089", "port: 8088", "edge -> http01-solver TCP 8089 is needed and not let in"),
        ];
    }
}
