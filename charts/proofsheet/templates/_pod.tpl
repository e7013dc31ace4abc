{{/* What the specs of all pods have in common. */}}
{{- define "proofsheet.podOptions" -}}
securityContext: {{- toYaml .Values.podSecurityContext | nindent 2 }}
{{- with .Values.image.pullSecrets }}
imagePullSecrets: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.hostAliases }}
hostAliases: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.dnsPolicy }}
dnsPolicy: {{ . }}
{{- end }}
{{- with .Values.dnsConfig }}
dnsConfig: {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{/*
Seconds from the beginning of a pod's end to SIGKILL. Upload: what load balancers need, and the 30 s that no request
exceeds. The others: the long poll returns, its messages end, deletes are flushed (see consumerGraceMs). Takes root, name.
*/}}
{{- define "proofsheet.graceSeconds" -}}
{{- $own := index .root.Values .name -}}
{{- if eq .name "upload" -}}
{{- add $own.preStopSeconds 30 5 -}}
{{- else -}}
{{- $handlerSeconds := ternary 120 60 (eq .name "worker") -}}
{{- add (dig "RECEIVE_WAIT_SECONDS" 20 $own.settings) (dig "HANDLER_SECONDS" $handlerSeconds $own.settings) 11 5 -}}
{{- end -}}
{{- end -}}

{{- define "proofsheet.probes" -}}
startupProbe:
  httpGet: {path: /healthz, port: ops}
  periodSeconds: 1
  timeoutSeconds: 5
  failureThreshold: 60
readinessProbe:
  httpGet: {path: /readyz, port: ops}
  periodSeconds: 5
  timeoutSeconds: 5
  failureThreshold: 2
livenessProbe:
  httpGet: {path: /healthz, port: ops}
  periodSeconds: 10
  timeoutSeconds: 10
  failureThreshold: 6
{{- end -}}

{{/* Takes root, name. */}}
{{- define "proofsheet.topologySpread" -}}
{{- range .root.Values.topologySpread.keys }}
- topologyKey: {{ . }}
  maxSkew: {{ $.root.Values.topologySpread.maxSkew }}
  whenUnsatisfiable: {{ $.root.Values.topologySpread.whenUnsatisfiable }}
  labelSelector:
    matchLabels: {{- include "proofsheet.selectorLabels" $ | nindent 6 }}
  matchLabelKeys: [pod-template-hash]
{{- end }}
{{- end -}}
