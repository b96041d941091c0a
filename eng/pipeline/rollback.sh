#!/usr/bin/env bash
# rollback.sh NAMESPACE FOLDER: takes web and backend back to the revisions that FOLDER/before.json names, and waits for them.
# Only what the pods are made of goes back (image, environment, the ConfigMap by its hash); other objects stay as applied.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. eng/say.sh

(($# == 2)) || die "usage: eng/pipeline/rollback.sh NAMESPACE FOLDER"
namespace=$1 before=$2/before.json
[ -f "$before" ] || {
  say "nothing was applied: there is nothing to go back from"
  exit 0
}

status=0
for name in web backend; do
  revision=$(jq -r --arg name "$name" '.[$name]' "$before")
  if [ "$revision" = null ]; then
    say "deployment/$name: there was none before; it stays, for somebody to look at"
    status=1
    continue
  fi
  now=$(kubectl get deployment "$name" --namespace "$namespace" \
    --output 'jsonpath={.metadata.annotations.deployment\.kubernetes\.io/revision}')
  if [ "$now" = "$revision" ]; then
    say "deployment/$name: unchanged at revision $revision"
    continue
  fi
  say "deployment/$name: from revision $now back to $revision"
  kubectl rollout undo "deployment/$name" --namespace "$namespace" --to-revision "$revision" || status=1
done
for name in web backend; do
  kubectl rollout status "deployment/$name" --namespace "$namespace" --timeout 300s || status=1
done
exit $status
