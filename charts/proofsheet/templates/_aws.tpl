{{/*
Where S3, SQS and SNS are and what they are called there, as YAML: as the values say, or in the emulator of `localAws`.
*/}}
{{- define "proofsheet.aws" -}}
{{- if .Values.localAws.enabled -}}
{{- $host := printf "%s-local-aws" (include "proofsheet.fullname" .) -}}
{{- $queues := printf "http://%s:4566/000000000000/proofsheet" $host -}}
region: us-east-1
endpointUrl: http://{{ $host }}:4566
kedaEndpointUrl: http://{{ $host }}.{{ .Release.Namespace }}:4566
s3PublicEndpoint: {{ .Values.localAws.publicUrl | quote }}
credentialsSecret: {{ $host }}
originals: proofsheet-originals
thumbnails: proofsheet-thumbnails
derived: proofsheet-derived
originalsQueue: {{ $queues }}-originals-events
originalsDeadLetters: {{ $queues }}-originals-events-dlq
thumbnailsQueue: {{ $queues }}-thumbnails-events
thumbnailsDeadLetters: {{ $queues }}-thumbnails-events-dlq
topicArn: arn:aws:sns:us-east-1:000000000000:proofsheet
ownerTopics: true
publicUrl: {{ .Values.publicUrl | default "http://localhost:8080" | quote }}
{{- else -}}
region: {{ .Values.aws.region | quote }}
endpointUrl: {{ .Values.aws.endpointUrl | quote }}
kedaEndpointUrl: {{ .Values.keda.endpointUrl | default .Values.aws.endpointUrl | quote }}
s3PublicEndpoint: {{ .Values.aws.s3PublicEndpoint | quote }}
credentialsSecret: {{ .Values.aws.credentialsSecret | quote }}
originals: {{ .Values.buckets.originals | quote }}
thumbnails: {{ .Values.buckets.thumbnails | quote }}
derived: {{ .Values.buckets.derived | quote }}
originalsQueue: {{ .Values.queues.originals.url | quote }}
originalsDeadLetters: {{ .Values.queues.originals.deadLetterUrl | quote }}
thumbnailsQueue: {{ .Values.queues.thumbnails.url | quote }}
thumbnailsDeadLetters: {{ .Values.queues.thumbnails.deadLetterUrl | quote }}
topicArn: {{ .Values.topicArn | quote }}
ownerTopics: {{ .Values.ownerTopics }}
publicUrl: {{ .Values.publicUrl | quote }}
{{- end -}}
{{- end -}}
