{{/* What the chart itself sets for all services. */}}
{{- define "proofsheet.env.common" -}}
{{- $aws := include "proofsheet.aws" . | fromYaml -}}
AWS_REGION: {{ $aws.region | quote }}
AWS_ENDPOINT_URL: {{ $aws.endpointUrl | quote }}
OPS_PORT: "9090"
ORIGINALS_BUCKET: {{ $aws.originals | quote }}
THUMBNAILS_BUCKET: {{ $aws.thumbnails | quote }}
DERIVED_BUCKET: {{ $aws.derived | quote }}
{{- with .Values.tracing.endpoint }}
OTEL_EXPORTER_OTLP_ENDPOINT: {{ . | quote }}
OTEL_TRACES_SAMPLER: parentbased_traceidratio
OTEL_TRACES_SAMPLER_ARG: {{ $.Values.tracing.sampleRatio | quote }}
OTEL_RESOURCE_ATTRIBUTES: {{ printf "service.version=%s,k8s.namespace.name=%s" ($.Values.image.tag | default $.Chart.AppVersion) $.Release.Namespace | quote }}
{{- end }}
{{- end -}}

{{- define "proofsheet.env.upload" -}}
{{- $aws := include "proofsheet.aws" . | fromYaml -}}
PORT: "8080"
ORIGINALS_QUEUE_URL: {{ $aws.originalsQueue | quote }}
ORIGINALS_DEAD_LETTER_QUEUE_URL: {{ $aws.originalsDeadLetters | quote }}
THUMBNAILS_QUEUE_URL: {{ $aws.thumbnailsQueue | quote }}
THUMBNAILS_DEAD_LETTER_QUEUE_URL: {{ $aws.thumbnailsDeadLetters | quote }}
S3_PUBLIC_ENDPOINT: {{ $aws.s3PublicEndpoint | quote }}
TOPIC_ARN: {{ ternary $aws.topicArn "" $aws.ownerTopics | quote }}
PUBLIC_URL: {{ $aws.publicUrl | quote }}
VARIANT_NAMES: {{ include "proofsheet.variantNames" . | quote }}
API_KEYS_FILE: {{ ternary "/etc/proofsheet/api-keys/API_KEYS" "" (not (empty (include "proofsheet.hasApiKeys" .))) | quote }}
{{- end -}}

{{- define "proofsheet.env.worker" -}}
ORIGINALS_QUEUE_URL: {{ (include "proofsheet.aws" . | fromYaml).originalsQueue | quote }}
{{- end -}}

{{- define "proofsheet.env.notifier" -}}
{{- $aws := include "proofsheet.aws" . | fromYaml -}}
THUMBNAILS_QUEUE_URL: {{ $aws.thumbnailsQueue | quote }}
TOPIC_ARN: {{ $aws.topicArn | quote }}
OWNER_TOPICS: {{ $aws.ownerTopics | quote }}
PUBLIC_URL: {{ $aws.publicUrl | quote }}
S3_PUBLIC_ENDPOINT: {{ $aws.s3PublicEndpoint | quote }}
{{- /* SNS delivers at most 10 emails a second to one address, and drops the rest. */}}
{{- $pods := ternary .Values.notifier.scaling.max .Values.notifier.replicas .Values.notifier.scaling.enabled | int }}
NOTIFY_MAX_PER_SECOND: {{ div 8 (max 1 $pods) | max 1 | quote }}
{{- end -}}

{{/* Names of the worker's variants, with commas. VARIANTS is a list, or JSON as the service reads it. */}}
{{- define "proofsheet.variantNames" -}}
{{- $variants := .Values.worker.settings.VARIANTS | default list -}}
{{- if kindIs "string" $variants }}{{ $variants = fromJsonArray $variants }}{{ end -}}
{{- $names := list -}}
{{- range $variants }}{{ $names = append $names .name }}{{ end -}}
{{- join "," $names -}}
{{- end -}}

{{/* A setting's value as an environment variable holds it: numbers in full, lists with commas or as JSON. */}}
{{- define "proofsheet.setting" -}}
{{- if kindIs "slice" . -}}
{{- if kindIs "map" (first . | default "") }}{{ toJson . }}{{ else }}{{ join "," . }}{{ end -}}
{{- else if kindIs "float64" . }}{{ int64 . }}{{ else }}{{ . }}{{ end -}}
{{- end -}}

{{/* The container's `env`. Takes root, name. */}}
{{- define "proofsheet.env" -}}
{{- $own := index .root.Values .name -}}
{{- $env := include "proofsheet.env.common" .root | fromYaml -}}
{{- $env = mergeOverwrite $env (include (printf "proofsheet.env.%s" .name) .root | fromYaml) -}}
{{- range $name, $value := $own.settings }}{{ $_ := set $env $name (include "proofsheet.setting" $value) }}{{ end -}}
{{- range $name, $value := $env }}
{{- if ne $value "" }}
- name: {{ $name }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}
{{- if ne .name "worker" }}
- name: LINK_KEYS
  valueFrom: {secretKeyRef: {name: {{ include "proofsheet.secretName" .root }}, key: LINK_KEYS}}
{{- end }}
{{- if and (eq .name "upload") (include "proofsheet.hasSessions" .root) }}
- name: SESSION_KEYS
  valueFrom: {secretKeyRef: {name: {{ include "proofsheet.secretName" .root }}, key: SESSION_KEYS, optional: true}}
{{- end }}
{{- with (include "proofsheet.aws" .root | fromYaml).credentialsSecret }}
{{- $secret := . }}
{{- range list "AWS_ACCESS_KEY_ID" "AWS_SECRET_ACCESS_KEY" }}
- name: {{ . }}
  valueFrom: {secretKeyRef: {name: {{ $secret }}, key: {{ . }}}}
{{- end }}
{{- end }}
{{- with $own.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end -}}
