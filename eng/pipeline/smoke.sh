#!/usr/bin/env bash
# smoke.sh URL: asks the running system, from outside, what a visitor would; up to 30 times until every answer is right.
# SMOKE_TRIES is the number of tries, SMOKE_PAUSE the time between two, in seconds (5).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. eng/say.sh

(($# == 1)) || die "usage: eng/pipeline/smoke.sh URL"
url=${1%/}
tries=${SMOKE_TRIES:-30}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# ask PATH [CURL OPTIONS...]: prints the status; the body is in $folder/body, the headers in $folder/headers.
ask() {
  local path=$1
  shift
  : >"$folder/body"
  : >"$folder/headers"
  curl --silent --show-error --max-time 10 --output "$folder/body" --dump-header "$folder/headers" \
    --write-out '%{http_code}' "$@" "$url$path" || true
}

# expect WHAT WANTED FOUND
expect() {
  [ "$3" = "$2" ] && return
  say "$1: expected $2, found ${3:-nothing}"
  failed=1
}

# A handshake that is answered with 401 has reached the program; so has one that is taken.
handshake() {
  ask /ws/training --http1.1 --header 'Connection: Upgrade' --header 'Upgrade: websocket' \
    --header 'Sec-WebSocket-Version: 13' --header 'Sec-WebSocket-Key: Y2Fub3B5LXNtb2tlLXRlcw=='
}

check() {
  failed=0
  expect "/healthz" 200 "$(ask /healthz)"
  # Where nothing lives, ten more lines say nothing new.
  ((failed == 0)) || return 1
  expect "/readyz" 200 "$(ask /readyz)"
  expect "the page" 200 "$(ask /)"
  grep -q '<title>Canopy</title>' "$folder/body" || expect "the page's title" Canopy "$(head -c 80 "$folder/body")"
  grep -qi '^content-security-policy:' "$folder/headers" || expect "the page's header Content-Security-Policy" present missing
  expect "/v1/session" 200 "$(ask /v1/session)"
  expect "/v1/session, required" true "$(jq -r .required "$folder/body" 2>/dev/null || true)"
  expect "/v1/runs without a token" 401 "$(ask /v1/runs)"
  expect "/ws/training without a token" 401 "$(handshake)"
  # Metrics are for the inside alone.
  [ "$(ask /metrics)" != 200 ] || expect "/metrics from outside" refused 200
  ((failed == 0))
}

for ((try = 1; try <= tries; try++)); do
  if check; then
    say "$url: works (try $try of $tries)"
    exit 0
  fi
  ((try == tries)) || sleep "${SMOKE_PAUSE:-5}"
done
die "$url: does not work after $tries tries"
