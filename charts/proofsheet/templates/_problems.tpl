{{/* Missing or wrong values, one per line: all at once, not just the first. */}}
{{- define "proofsheet.problems" -}}
{{- if not .Values.localAws.enabled }}
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
{{- if and .Values.monitoring.rules.enabled (not (and .Values.queues.originals.deadLetterUrl .Values.queues.thumbnails.deadLetterUrl)) }}
  queues.originals.deadLetterUrl, queues.thumbnails.deadLetterUrl: required by the alerts
{{- end }}
{{- end }}
{{- if not (or (include "proofsheet.hasApiKeys" .) .Values.upload.settings.OIDC_ISSUER) }}
  secret.apiKeys, secret.existing, upload.settings.OIDC_ISSUER: set one of them, otherwise no request is authorized
{{- end }}
{{- if not (or .Values.secret.generate .Values.secret.existing .Values.secret.linkKeys) }}
  secret.linkKeys, secret.existing: set one of them, because secret.generate is false
{{- end }}
{{- if and (not .Values.image.registry) (ne .Values.image.pullPolicy "Never") }}
{{- range $name := list "upload" "worker" "notifier" }}
{{- if not (index $.Values $name).image.repository }}
  image.registry, {{ $name }}.image.repository: set one of them, otherwise the image would come from docker.io/library. For images loaded into the nodes set image.pullPolicy to Never
{{- end }}
{{- end }}
{{- end }}
{{- range $name := list "upload" "worker" "notifier" }}
{{- $own := index $.Values $name }}
{{- if gt (int $own.scaling.min) (int $own.scaling.max) }}
  {{ $name }}.scaling.min: must not be above max
{{- end }}
{{- end }}
{{- $notifiers := ternary .Values.notifier.scaling.max .Values.notifier.replicas .Values.notifier.scaling.enabled | int }}
{{- if and (gt $notifiers 8) (not .Values.notifier.settings.NOTIFY_MAX_PER_SECOND) }}
  notifier.scaling.max, notifier.replicas: {{ $notifiers }} pods would send {{ $notifiers }} messages per second or more, SNS delivers 10 to one email address. Use 8 or fewer
{{- end }}
{{- if and .Values.ingress.enabled (not .Values.ingress.host) }}
  ingress.host: is missing
{{- end }}
{{- if and .Values.httpRoute.enabled (not .Values.httpRoute.parentRefs) }}
  httpRoute.parentRefs: is missing
{{- end }}
{{- range .Values.monitoring.rules.disabled }}
{{- if not (or ($.Files.Get (printf "alerts/%s.yaml" .)) ($.Files.Get (printf "alerts/keda/%s.yaml" .))) }}
  monitoring.rules.disabled: there is no alert {{ . }}
{{- end }}
{{- end }}
{{- end -}}
