{{/* The Secret with LINK_KEYS and API_KEYS. */}}
{{- define "proofsheet.secretName" -}}
{{- .Values.secret.existing | default (include "proofsheet.fullname" .) -}}
{{- end -}}

{{/* Not empty if the chart generates an API key: only with the emulator, so that it can be used at once. */}}
{{- define "proofsheet.generatesApiKey" -}}
{{- if and .Values.localAws.enabled .Values.secret.generate (not .Values.secret.existing) (not .Values.secret.apiKeys) }}yes{{ end -}}
{{- end -}}

{{/* Not empty if API_KEYS is in the Secret. */}}
{{- define "proofsheet.hasApiKeys" -}}
{{- if .Values.secret.existing -}}
{{- if .Values.secret.existingHasApiKeys }}yes{{ end -}}
{{- else if or .Values.secret.apiKeys (include "proofsheet.generatesApiKey" .) }}yes{{ end -}}
{{- end -}}

{{/* The Secret with API_KEY, for `helm test`; empty if there is none. */}}
{{- define "proofsheet.apiKeySecret" -}}
{{- if .Values.test.apiKeySecret -}}
{{- .Values.test.apiKeySecret -}}
{{- else if include "proofsheet.generatesApiKey" . -}}
{{- include "proofsheet.fullname" . }}-api-key
{{- end -}}
{{- end -}}

{{/* Not empty if people can sign in to the album: cookies are sent by https only, but for localhost. */}}
{{- define "proofsheet.hasSessions" -}}
{{- $url := (include "proofsheet.aws" . | fromYaml).publicUrl -}}
{{- if or (hasPrefix "https://" $url) (regexMatch `^http://(localhost|127\.0\.0\.1|\[::1\])(:|/|$)` $url) }}yes{{ end -}}
{{- end -}}
