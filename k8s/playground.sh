#!/bin/bash
# Brings up a playground: the images, S3, SQS and SNS as a pod, KEDA, Prometheus, Grafana, and the chart.
#   k8s/playground.sh                  on kind (needs docker, kind, kubectl, helm and the internet)
#   k8s/playground.sh --load COMMAND   on the cluster that KUBECONFIG names; COMMAND DOCKERFILE CONTEXT NAME:TAG builds an
#                                      image and brings it there. What is installed already stays as it is.
# NAMESPACE (proofsheet), TAG of the images (the time).
set -euo pipefail
cd "$(dirname "$0")/.."
namespace=${NAMESPACE:-proofsheet} tag=${TAG:-$(date +%Y%m%d-%H%M%S)}
load=load_into_kind
[ "${1:-}" = --load ] && load=$2

say() { printf '\n%s\n' "$*"; }
need() { command -v "$1" >/dev/null || { echo "$1 is needed and not there" >&2; exit 2; }; }
k() { kubectl --namespace "$namespace" "$@"; }
has_crd() { kubectl get crd "$1" >/dev/null 2>&1; }

load_into_kind() { # DOCKERFILE CONTEXT NAME:TAG
  docker build -q -f "$1" -t "$3" "$2"
  kind load docker-image "$3" --name proofsheet
}

load_images() {
  local name
  for name in upload worker notifier local-aws; do
    local file=Dockerfile.$name
    [ "$name" = local-aws ] && file=k8s/$file
    say "Image proofsheet-$name:$tag"
    "$load" "$file" . "proofsheet-$name:$tag" >"/tmp/playground-$name.log" 2>&1 ||
      { tail -n 30 "/tmp/playground-$name.log" >&2; exit 1; }
  done
}

install_keda() {
  if has_crd scaledobjects.keda.sh; then say "KEDA is there already"; return; fi
  say "KEDA"
  helm upgrade --install keda keda --repo https://kedacore.github.io/charts --version 2.21.0 \
    --namespace keda --create-namespace --wait
}

install_monitoring() {
  if has_crd prometheuses.monitoring.coreos.com; then say "prometheus-operator is there already"; else
    say "prometheus-operator"
    kubectl apply --server-side -f \
      https://github.com/prometheus-operator/prometheus-operator/releases/download/v0.85.0/bundle.yaml
  fi
  k apply -f k8s/prometheus.yaml
  # Where images come by another way, none of Grafana is at hand.
  [ "$load" = load_into_kind ] || { say "Grafana is left out"; return; }
  say "Grafana"
  helm upgrade --install grafana grafana --repo https://grafana.github.io/helm-charts \
    --namespace "$namespace" -f k8s/values-grafana.yaml
}

# The namespace takes only pods that fit the strictest standard, those of the chart included.
make_namespace() {
  kubectl create namespace "$namespace" --dry-run=client -o yaml | kubectl apply -f -
  kubectl label --overwrite namespace "$namespace" pod-security.kubernetes.io/enforce=restricted
}

start_local_aws() {
  say "S3, SQS and SNS"
  sed "s/proofsheet-local-aws:dev/proofsheet-local-aws:$tag/" k8s/local-aws.yaml | k apply -f -
  k rollout status deployment/local-aws --timeout=180s
}

# A key of the API, made once.
make_api_key() {
  k get secret playground >/dev/null 2>&1 ||
    k create secret generic playground --from-literal=API_KEY="ps_$(openssl rand -hex 24)"
  api_key=$(k get secret playground -o jsonpath='{.data.API_KEY}' | base64 -d)
}

install_chart() {
  say "proofsheet"
  helm upgrade --install proofsheet charts/proofsheet --namespace "$namespace" -f k8s/values-playground.yaml \
    --set image.tag="$tag" --set keda.endpointUrl="http://local-aws.$namespace:4566" \
    --set secret.apiKeys="playground:$(printf %s "$api_key" | sha256sum | cut -d' ' -f1)" --wait --timeout 5m
  helm test proofsheet --namespace "$namespace" --logs
}

need kubectl; need helm; need openssl
if [ "$load" = load_into_kind ]; then
  need docker; need kind
  kind get clusters | grep -qx proofsheet || kind create cluster --name proofsheet --config k8s/kind.yaml --wait 2m
  kubectl config use-context kind-proofsheet
fi
load_images
make_namespace
install_keda
install_monitoring
start_local_aws
make_api_key
install_chart
cat <<END

A photo has gone through. Now yours:
  kubectl -n $namespace port-forward service/proofsheet-upload 8080    API: http://localhost:8080/docs
  kubectl -n $namespace port-forward service/local-aws 4566            mails: http://localhost:4566/_mailbox
  kubectl -n $namespace port-forward service/prometheus-operated 9090  metrics: http://localhost:9090
Upload URLs name the host local-aws, which has to lead to this machine: curl --resolve local-aws:4566:127.0.0.1 …
Your API key: kubectl -n $namespace get secret playground -o jsonpath='{.data.API_KEY}' | base64 -d
END
