#!/bin/bash
# Builds an image and loads it into the kind cluster `proofsheet`: DOCKERFILE CONTEXT NAME:TAG
# `kind load docker-image` fails with the containerd image store, the default since Docker 29 (kubernetes-sigs/kind#3795).
set -euo pipefail
docker image inspect "$3" >/dev/null 2>&1 || docker build --provenance=false -q -f "$1" -t "$3" "$2"
archive=$(mktemp)
trap 'rm -f "$archive"' EXIT
docker save --platform "linux/$(docker version --format '{{.Server.Arch}}')" -o "$archive" "$3"
kind load image-archive "$archive" --name proofsheet
