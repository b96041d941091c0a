#!/usr/bin/env bash
# check-generated.sh: generates every deployment file again and fails where something differs from what is committed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. eng/say.sh

# By our own writer, so that the result does not depend on what is installed. That a tree of Aspirate's comes to the same bytes is tested.
CANOPY_GENERATOR=builtin ./canopy generate

changed=$(git status --porcelain)
if [ -n "$changed" ]; then
  printf '%s\n' "$changed" >&2
  git --no-pager diff >&2
  die "the committed files are not what the model gives; run ./canopy generate and commit the result"
fi
say "what is committed is what the model gives"
