{{/*
An alert's rule from the text of its file: `${name}` becomes what the chart knows by that name, and windows and `for`
are multiplied by `windowScale`, in whole seconds. Takes root, text.
*/}}
{{- define "proofsheet.alert" -}}
{{- $release := include "proofsheet.fullname" .root -}}
{{- $known := dict
  "namespace" .root.Release.Namespace
  "release" $release
  "here" (printf "namespace=\"%s\",release=\"%s\"" .root.Release.Namespace $release)
  "runbooks" (.root.Values.monitoring.rules.runbooksUrl | trimSuffix "/")
  "workerMaxReplicas" (ternary .root.Values.worker.scaling.max .root.Values.worker.replicas .root.Values.worker.scaling.enabled)
  "apiErrorRatio" .root.Values.monitoring.rules.thresholds.apiErrorRatio
  "apiLatencySeconds" .root.Values.monitoring.rules.thresholds.apiLatencySeconds
  "apiRequestsMin" .root.Values.monitoring.rules.thresholds.apiRequestsMin
  "thumbnailSeconds" .root.Values.monitoring.rules.thresholds.thumbnailSeconds
  "thumbnailLateRatio" .root.Values.monitoring.rules.thresholds.thumbnailLateRatio
  "oldestMessageSeconds" .root.Values.monitoring.rules.thresholds.oldestMessageSeconds
  "refusedRatio" .root.Values.monitoring.rules.thresholds.refusedRatio
  "sweepFailAbove" (int64 .root.Values.sweep.failAbove)
  "errorsMin" .root.Values.monitoring.rules.thresholds.errorsMin
-}}
{{- $text := .text -}}
{{- range $name, $value := $known }}{{ $text = replace (printf "${%s}" $name) (toString $value) $text }}{{ end -}}
{{- with regexFind `\$\{\w+\}` $text }}{{ fail (printf "an alert has %s, which the chart does not know" .) }}{{ end -}}
{{- $windowScale := .root.Values.monitoring.rules.windowScale -}}
{{- if ne (toString $windowScale) "1" -}}
{{- range regexFindAll `(\[|for: )[0-9]+[smh]` $text -1 | uniq -}}
{{- $length := regexFind `[0-9]+` . | float64 -}}
{{- $unit := get (dict "s" 1 "m" 60 "h" 3600) (regexFind `[smh]$` .) -}}
{{- $before := regexFind `^(\[|for: )` . -}}
{{- $scaled := max 1 (round (mulf $length $unit $windowScale) 0) -}}
{{- /* The mark keeps what is done from being found again. */ -}}
{{- $text = replace . (printf "%s~%ds" $before (int64 $scaled)) $text -}}
{{- end -}}
{{- $text = $text | replace "[~" "[" | replace "for: ~" "for: " -}}
{{- end -}}
{{- $text -}}
{{- end -}}
