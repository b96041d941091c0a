#!/usr/bin/env bash
# deploy.sh ENVIRONMENT WEB BACKEND FOLDER: applies deploy/overlays/ENVIRONMENT with these two images (NAME@sha256:…).
# FOLDER gets what was applied (manifests.yaml) and what ran before (before.json), for the way back.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. eng/say.sh

(($# == 4)) || die "usage: eng/pipeline/deploy.sh ENVIRONMENT WEB BACKEND FOLDER"
environment=$1 web=$2 backend=$3 folder=$4
overlay=deploy/overlays/$environment
namespace=canopy-$environment

if ! [[ $environment =~ ^[a-z]+$ && -f $overlay/kustomization.yaml ]]; then
  die "environment '$environment': not found; accepted: $(cd deploy/overlays && echo *)"
fi
for image in "$web" "$backend"; do
  [[ $image =~ ^[a-z0-9./_-]+@sha256:[0-9a-f]{64}$ ]] || die "image '$image': only a digest is accepted, as in ghcr.io/canopy/web@sha256:…"
done

# The images are set in a layer above the overlay: the tree that was checked stays as it is.
release=$(mktemp -d deploy/overlays/.release.XXXXXX)
trap 'rm -rf "$release"' EXIT
cat >"$release/kustomization.yaml" <<YAML
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - ../$environment
images:
  - name: ghcr.io/canopy/web
    newName: ${web%@*}
    digest: ${web#*@}
  - name: ghcr.io/canopy/backend
    newName: ${backend%@*}
    digest: ${backend#*@}
YAML

mkdir -p "$folder"
kubectl kustomize "$release" >"$folder/manifests.yaml"
for image in "$web" "$backend"; do
  grep -qF "image: $image" "$folder/manifests.yaml" || die "$overlay does not use ${image%@*}: no image of it was set"
done

# revision NAME: the Deployment's revision, null where there is none yet.
revision() {
  local found
  found=$(kubectl get deployment "$1" --namespace "$namespace" --ignore-not-found \
    --output 'jsonpath={.metadata.annotations.deployment\.kubernetes\.io/revision}')
  echo "${found:-null}"
}
jq --null-input --argjson web "$(revision web)" --argjson backend "$(revision backend)" '{web: $web, backend: $backend}' \
  >"$folder/before.json"

say "applying $overlay: ${web#*@} and ${backend#*@}"
kubectl apply --filename "$folder/manifests.yaml"
