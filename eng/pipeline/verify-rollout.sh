#!/usr/bin/env bash
# verify-rollout.sh NAMESPACE WEB BACKEND: looks up to 30 times whether every replica runs these images and is available.
# ROLLOUT_TRIES is the number of looks, ROLLOUT_PAUSE the time between two, in seconds (10).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. eng/say.sh

(($# == 3)) || die "usage: eng/pipeline/verify-rollout.sh NAMESPACE WEB BACKEND"
namespace=$1 web=$2 backend=$3
tries=${ROLLOUT_TRIES:-30}

# state KIND/NAME [IMAGE]: nothing where all is well, else what is missing.
state() {
  local json
  json=$(kubectl get "$1" --namespace "$namespace" --output json) || {
    echo "not found"
    return
  }
  jq -r --arg image "${2:-}" '
    (.spec.replicas // 1) as $wanted
    | if (.status.observedGeneration // 0) < .metadata.generation then "not seen by its controller yet"
      elif $image != "" and ([.spec.template.spec.containers[].image] | index($image) | not) then "another image is set"
      elif (.status.updatedReplicas // 0) < $wanted then "\(.status.updatedReplicas // 0) of \($wanted) replicas are new"
      elif (.status.replicas // 0) > (.status.updatedReplicas // 0) then "\(.status.replicas - .status.updatedReplicas) old replicas still run"
      elif (.status.availableReplicas // 0) < $wanted then "\(.status.availableReplicas // 0) of \($wanted) replicas are available"
      else empty end' <<<"$json"
}

# look: lists what is not ready; 0 where everything is.
look() {
  local one found waiting=0
  for one in "deployment/web $web" "deployment/backend $backend" "statefulset/cache"; do
    # shellcheck disable=SC2086 # a name, and perhaps an image
    found=$(state $one)
    [ -z "$found" ] || {
      say "${one%% *}: $found"
      waiting=1
    }
  done
  return $waiting
}

for ((try = 1; try <= tries; try++)); do
  if look; then
    say "$namespace: rolled out (look $try of $tries)"
    exit 0
  fi
  ((try == tries)) || sleep "${ROLLOUT_PAUSE:-10}"
done

kubectl get pods --namespace "$namespace" --output wide >&2 || true
kubectl get events --namespace "$namespace" --sort-by .lastTimestamp >&2 || true
die "$namespace: not rolled out after $tries looks"
