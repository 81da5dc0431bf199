{{- define "helmed.name" -}}
{{ default .Chart.Name .Values.nameOverride }}
{{- end -}}
