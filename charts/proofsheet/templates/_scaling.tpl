{{/* Not empty if KEDA scales worker and notifier. With the emulator only where the cluster has KEDA. */}}
{{- define "proofsheet.usesKeda" -}}
{{- if and .Values.keda.enabled (or (not .Values.localAws.enabled) (.Capabilities.APIVersions.Has "keda.sh/v1alpha1")) }}yes{{ end -}}
{{- end -}}

{{/*
What scales a service: keda, hpa or, empty, nothing. With the emulator there is an HPA only where the cluster has
metrics. Takes root, name.
*/}}
{{- define "proofsheet.autoscaler" -}}
{{- $own := index .root.Values .name -}}
{{- if $own.scaling.enabled -}}
{{- if and (ne .name "upload") (include "proofsheet.usesKeda" .root) -}}
keda
{{- else if or (not .root.Values.localAws.enabled) (.root.Capabilities.APIVersions.Has "metrics.k8s.io/v1beta1") -}}
hpa
{{- end -}}
{{- end -}}
{{- end -}}
