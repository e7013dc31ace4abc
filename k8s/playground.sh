#!/bin/bash
# Brings up a playground: images, the chart with its embedded AWS, KEDA, Prometheus and Grafana.
#   k8s/playground.sh                  on kind (needs docker, kind, kubectl, helm and internet access)
#   k8s/playground.sh --load COMMAND   on the cluster of KUBECONFIG; COMMAND DOCKERFILE CONTEXT NAME:TAG builds an image and
#                                      loads it into the nodes. Existing KEDA and prometheus-operator installs are left alone.
#   k8s/playground.sh --down           deletes the kind cluster
# Environment: NAMESPACE (proofsheet), TAG of the images (a hash of the source files).
set -euo pipefail
cd "$(dirname "$0")/.."
namespace=${NAMESPACE:-proofsheet}
load=k8s/load-into-kind.sh
tag=${TAG:-$(git ls-files -cz --exclude-standard | xargs -0 sha256sum 2>/dev/null | sha256sum | cut -c1-12)}

say() { printf '\n%s\n' "$*"; }
need() { command -v "$1" >/dev/null || { echo "$1 is required but not installed" >&2; exit 2; }; }
k() { kubectl --namespace "$namespace" "$@"; }
has_crd() { kubectl get crd "$1" >/dev/null 2>&1; }
# Whether Helm finished installing a release.
is_deployed() { helm status "$1" --namespace "$2" 2>/dev/null | grep -q '^STATUS: deployed'; }

load_images() {
  local name
  for name in upload worker notifier local-aws; do
    local file=Dockerfile.$name log
    [ "$name" = local-aws ] && file=k8s/$file
    say "Image proofsheet-$name:$tag"
    log=$(mktemp)
    "$load" "$file" . "proofsheet-$name:$tag" >"$log" 2>&1 || { tail -n 30 "$log" >&2; exit 1; }
    rm -f "$log"
  done
}

install_operator() {
  if has_crd prometheuses.monitoring.coreos.com; then say "prometheus-operator is installed"; else
    say "prometheus-operator"
    kubectl apply --server-side -f \
      https://github.com/prometheus-operator/prometheus-operator/releases/download/v0.85.0/bundle.yaml
  fi
  kubectl wait --for=condition=Established --timeout=60s crd/prometheuses.monitoring.coreos.com \
    crd/servicemonitors.monitoring.coreos.com crd/prometheusrules.monitoring.coreos.com
}

install_keda() {
  if has_crd scaledobjects.keda.sh && ! helm status keda --namespace keda >/dev/null 2>&1; then
    say "KEDA is installed"
  elif is_deployed keda keda; then
    say "KEDA is installed"
  else
    say "KEDA"
    helm upgrade --install keda keda --repo https://kedacore.github.io/charts --version 2.21.0 \
      --namespace keda --create-namespace --set prometheus.operator.enabled=true --wait
  fi
  kubectl wait --for=condition=Established --timeout=60s crd/scaledobjects.keda.sh
}

install_monitoring() {
  say "Prometheus"
  local keda
  keda=$(kubectl get deployment --all-namespaces -l app=keda-operator -o jsonpath='{.items[0].metadata.namespace}')
  sed "s/KEDA_NAMESPACE/$keda/; s/NAMESPACE/$namespace/" k8s/prometheus.yaml | kubectl apply -f -
  # Grafana's image cannot be loaded by COMMAND.
  [ "$load" = k8s/load-into-kind.sh ] || { say "Grafana is left out"; return; }
  say "Grafana"
  helm upgrade --install grafana grafana --repo https://grafana-community.github.io/helm-charts --version 11.1.0 \
    --namespace "$namespace" -f k8s/values-grafana.yaml
}

# Pods in this namespace have to meet the restricted Pod Security Standard.
create_namespace() {
  kubectl create namespace "$namespace" --dry-run=client -o yaml | kubectl apply -f -
  kubectl label --overwrite namespace "$namespace" pod-security.kubernetes.io/enforce=restricted
}

install_chart() {
  say "proofsheet"
  helm upgrade --install proofsheet charts/proofsheet --namespace "$namespace" \
    -f charts/proofsheet/ci/try-values.yaml -f k8s/values-playground.yaml --set image.tag="$tag" --wait --timeout 5m
  kubectl wait --namespace "$namespace" --for=condition=Ready --timeout=60s scaledobject --all
  helm test proofsheet --namespace "$namespace" --logs
}

if [ "${1:-}" = --down ]; then
  need kind
  exec kind delete cluster --name proofsheet
fi
[ "${1:-}" = --load ] && load=$2
need kubectl; need helm; need git
if [ "$load" = k8s/load-into-kind.sh ]; then
  need docker; need kind
  kind get clusters | grep -qx proofsheet || kind create cluster --name proofsheet --config k8s/kind.yaml --wait 2m
  kubectl config use-context kind-proofsheet
fi
load_images
create_namespace
install_operator
install_keda
install_monitoring
install_chart
secret() { k get secret "$1" -o "jsonpath={.data.$2}" | base64 -d; }
say "A test photo went through. On kind the ports of album and emails are mapped; otherwise run the command first:"
cat <<END
  album    http://localhost:8080            kubectl -n $namespace port-forward service/proofsheet-upload 8080
           API key: $(secret proofsheet-api-key API_KEY)
  emails   http://localhost:4566/_mailbox   kubectl -n $namespace port-forward service/proofsheet-local-aws 4566
  metrics  http://localhost:9090            kubectl -n $namespace port-forward service/prometheus-operated 9090
END
[ "$load" = k8s/load-into-kind.sh ] && cat <<END
  Grafana  http://localhost:3000, folder proofsheet; user admin, password $(secret grafana admin-password)
END
exit 0
