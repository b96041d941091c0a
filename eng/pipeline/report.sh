#!/usr/bin/env bash
# report.sh FOLDER: writes what a deployment did to FOLDER/report.json and FOLDER/report.md, from the environment:
# ENVIRONMENT, URL, WEB_IMAGE, BACKEND_IMAGE; DEPLOYED, ROLLED_OUT, SMOKE_TESTED, ROLLED_BACK (success, failure, cancelled,
# skipped or empty); and what GitHub says of the run. The page of the run shows the report too.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. eng/say.sh

(($# == 1)) || die "usage: eng/pipeline/report.sh FOLDER"
folder=$1
mkdir -p "$folder"

result=failed
if [ "${SMOKE_TESTED:-}" = success ]; then
  result=deployed
elif [ "${ROLLED_BACK:-}" = success ] && [ -f "$folder/before.json" ]; then
  result="rolled back"
fi

jq --null-input --arg result "$result" '
  {
    result: $result,
    environment: env.ENVIRONMENT, url: env.URL,
    commit: env.GITHUB_SHA, ref: env.GITHUB_REF_NAME, by: env.GITHUB_ACTOR,
    run: "\(env.GITHUB_SERVER_URL)/\(env.GITHUB_REPOSITORY)/actions/runs/\(env.GITHUB_RUN_ID)",
    at: (now | todate),
    images: {web: env.WEB_IMAGE, backend: env.BACKEND_IMAGE},
    steps: ({apply: env.DEPLOYED, rollout: env.ROLLED_OUT, "smoke test": env.SMOKE_TESTED, rollback: env.ROLLED_BACK}
      | map_values(if . == null or . == "" then "skipped" else . end))
  }' >"$folder/report.json"

jq --raw-output '
  "# \(.environment): \(.result)",
  "",
  "| | |", "|---|---|",
  "| where | \(.url) |",
  "| commit | \(.commit) (\(.ref)) |",
  "| by | \(.by) |",
  "| at | \(.at) |",
  "| run | \(.run) |",
  "| web | `\(.images.web)` |",
  "| backend | `\(.images.backend)` |",
  (.steps | to_entries[] | "| \(.key) | \(.value) |")' "$folder/report.json" >"$folder/report.md"

cat "$folder/report.md" >>"${GITHUB_STEP_SUMMARY:-/dev/stdout}"
