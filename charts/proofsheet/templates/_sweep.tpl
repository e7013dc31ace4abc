{{/* The spec of a Job that sweeps with the worker's image, account and settings. Takes root, args. */}}
{{- define "proofsheet.sweepJob" -}}
{{- $root := .root -}}
{{- $worker := dict "root" $root "name" "worker" -}}
{{- /* A new pod goes on where the last one stood. Status 3, found more than failAbove, is an answer: no pod helps. */ -}}
backoffLimit: 6
podFailurePolicy:
  rules:
    - {action: FailJob, onExitCodes: {containerName: sweep, operator: In, values: [2, 3, 4]}}
template:
  metadata:
    labels: {{- include "proofsheet.labels" (dict "root" $root "name" "sweep") | nindent 6 }}
  spec:
    restartPolicy: Never
    serviceAccountName: {{ include "proofsheet.serviceAccountName" $worker }}
    automountServiceAccountToken: false
    enableServiceLinks: false
    {{- include "proofsheet.podOptions" $root | nindent 4 }}
    containers:
      - name: sweep
        image: {{ include "proofsheet.image" $worker }}
        imagePullPolicy: {{ $root.Values.image.pullPolicy }}
        securityContext: {{- toYaml $root.Values.containerSecurityContext | nindent 10 }}
        command: [node, --enable-source-maps, node_modules/@proofsheet/cli/src/main.js]
        args:
          - sweep
          - --json
          - --fail-above={{ $root.Values.sweep.failAbove | int64 }}
          {{- range .args }}
          - {{ . | quote }}
          {{- end }}
        env: {{- include "proofsheet.env" $worker | nindent 10 }}
        resources: {{- toYaml $root.Values.sweep.resources | nindent 10 }}
    {{- with $root.Values.worker.nodeSelector }}
    nodeSelector: {{- toYaml . | nindent 6 }}
    {{- end }}
    {{- with $root.Values.worker.tolerations }}
    tolerations: {{- toYaml . | nindent 6 }}
    {{- end }}
    {{- with $root.Values.worker.affinity }}
    affinity: {{- toYaml . | nindent 6 }}
    {{- end }}
{{- end -}}
