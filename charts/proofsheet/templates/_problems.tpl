{{/* What is missing or wrong in the values, a line each: all of it at once, not just the first. */}}
{{- define "proofsheet.problems" -}}
{{- range $name, $value := dict
  "aws.region" .Values.aws.region
  "buckets.originals" .Values.buckets.originals
  "buckets.thumbnails" .Values.buckets.thumbnails
  "buckets.derived" .Values.buckets.derived
  "queues.originals.url" .Values.queues.originals.url
  "queues.thumbnails.url" .Values.queues.thumbnails.url
  "topicArn" .Values.topicArn
}}
{{- if not $value }}
  {{ $name }}: is missing
{{- end }}
{{- end }}
{{- if and (not .Values.publicUrl) (ne (toString .Values.notifier.settings.LINK_MODE) "presigned") }}
  publicUrl: is missing
{{- end }}
{{- $buckets := without (list .Values.buckets.originals .Values.buckets.thumbnails .Values.buckets.derived) "" }}
{{- if ne (len $buckets) (len (uniq $buckets)) }}
  buckets: must be three different ones
{{- end }}
{{- if not (or (include "proofsheet.hasApiKeys" .) .Values.upload.settings.OIDC_ISSUER) }}
  secret.apiKeys, secret.existing, upload.settings.OIDC_ISSUER: one is needed, else nobody could call
{{- end }}
{{- range $name := list "upload" "worker" "notifier" }}
{{- $own := index $.Values $name }}
{{- if gt (int $own.scaling.min) (int $own.scaling.max) }}
  {{ $name }}.scaling.min: must not be above max
{{- end }}
{{- end }}
{{- if and .Values.monitoring.rules.enabled (not (and .Values.queues.originals.deadLetterUrl .Values.queues.thumbnails.deadLetterUrl)) }}
  queues.originals.deadLetterUrl, queues.thumbnails.deadLetterUrl: both are needed for alerts on them
{{- end }}
{{- if and .Values.ingress.enabled (not .Values.ingress.host) }}
  ingress.host: is missing
{{- end }}
{{- if and .Values.httpRoute.enabled (not .Values.httpRoute.parentRefs) }}
  httpRoute.parentRefs: is missing
{{- end }}
{{- end -}}
