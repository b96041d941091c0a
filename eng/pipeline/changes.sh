#!/usr/bin/env bash
# changes.sh [BASE]: says which areas of the repository differ between the commit BASE and HEAD, as NAME=true|false lines.
# Without BASE (a push) all do: what goes to an environment has passed everything.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

base=${1:-}
code=false page=false images=false

if [ -z "$base" ]; then
  code=true page=true images=true
else
  # What the pull request changes, not what its base got meanwhile.
  changed=$(git diff --name-only "$base...HEAD")
  while read -r path; do
    case $path in
      '' | LICENSE | docs/benchmarks/* | docs/decisions/* | docs/images/*) continue ;;
      .github/* | eng/*) code=true page=true images=true ;;
      Canopy.Web/ClientApp/*) code=true page=true images=true ;;
      tests/* | bench/* | samples/* | deploy/* | compose/* | aspirate-output/* | docs/* | *.md) code=true ;;
      *) code=true images=true ;;
    esac
  done <<<"$changed"
fi

printf 'code=%s\npage=%s\nimages=%s\n' "$code" "$page" "$images"
