{{/* What all names begin with. */}}
{{- define "proofsheet.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* The labels that select the pods of one service. Takes root, name. */}}
{{- define "proofsheet.selectorLabels" -}}
app.kubernetes.io/name: {{ .root.Chart.Name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .name }}
{{- end -}}

{{/* The labels of an object. Takes root and, for what belongs to one service, name. */}}
{{- define "proofsheet.labels" -}}
{{- $own := dict
  "app.kubernetes.io/name" .root.Chart.Name
  "app.kubernetes.io/instance" .root.Release.Name
  "app.kubernetes.io/part-of" "proofsheet"
  "app.kubernetes.io/version" (.root.Values.image.tag | default .root.Chart.AppVersion | replace ":" "_" | trunc 63)
  "app.kubernetes.io/managed-by" .root.Release.Service
  "helm.sh/chart" (printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_")
-}}
{{- with .name }}{{ $_ := set $own "app.kubernetes.io/component" . }}{{ end -}}
{{- mergeOverwrite (deepCopy .root.Values.commonLabels) $own | toYaml -}}
{{- end -}}

{{/* The image of one service. Takes root, name. */}}
{{- define "proofsheet.image" -}}
{{- $own := index .root.Values (eq .name "local-aws" | ternary "localAws" .name) -}}
{{- $registry := .root.Values.image.registry | trimSuffix "/" -}}
{{- $own.image.repository | default (printf "%s%sproofsheet-%s" $registry (empty $registry | ternary "" "/") .name) -}}
:{{ $own.image.tag | default .root.Values.image.tag | default .root.Chart.AppVersion }}
{{- with $own.image.digest }}@{{ . }}{{ end -}}
{{- end -}}

{{/* The ServiceAccount of one service. Takes root, name. */}}
{{- define "proofsheet.serviceAccountName" -}}
{{- $own := index .root.Values .name -}}
{{- $fallback := ternary (printf "%s-%s" (include "proofsheet.fullname" .root) .name) "default" $own.serviceAccount.create -}}
{{- $own.serviceAccount.name | default $fallback -}}
{{- end -}}
