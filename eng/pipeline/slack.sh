#!/usr/bin/env bash
# slack.sh REPORT: sends a deployment report's gist to SLACK_WEBHOOK_URL; says so and ends well where that is not set.
# A note that cannot be sent is no reason to call a deployment failed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. eng/say.sh

(($# == 1)) || die "usage: eng/pipeline/slack.sh REPORT"
if [ -z "${SLACK_WEBHOOK_URL:-}" ]; then
  say "SLACK_WEBHOOK_URL is not set: no note"
  exit 0
fi

note=$(jq '
  ({deployed: ":white_check_mark:", "rolled back": ":leftwards_arrow_with_hook:"}[.result] // ":x:") as $sign
  | {text: "\($sign) Canopy \(.environment): \(.result), \(.ref) (\(.commit // "" | .[:7])) by \(.by)\n<\(.url)|page> · <\(.run)|run>"}' "$1")
# The address is the secret: it goes by file, not by argument, and not into a message.
if curl --silent --fail --max-time 10 --retry 2 --header 'Content-Type: application/json' --data "$note" --output /dev/null \
  --config <(printf 'url = "%s"\n' "$SLACK_WEBHOOK_URL"); then
  say "the note was sent"
else
  say "the note could not be sent"
fi
