#!/usr/bin/env bash
# audit.sh: fails where a NuGet or npm package that we use, directly or not, has a known vulnerability that is high or critical.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. eng/say.sh

have jq || die "jq: not found; install jq"
status=0

dotnet restore Canopy.sln --nologo --verbosity quiet >&2
# The command itself succeeds whatever it finds.
report=$(dotnet list Canopy.sln package --vulnerable --include-transitive --format json)
found=$(jq -r '
  [.projects[]? | .path as $project | .frameworks[]? | (.topLevelPackages // []) + (.transitivePackages // []) | .[]
   | . as $package | .vulnerabilities[]? | select(.severity | ascii_downcase | IN("high", "critical"))
   | "\($package.id) \($package.resolvedVersion): \(.severity), \(.advisoryurl) (\($project))"] | unique | .[]' <<<"$report")
if [ -n "$found" ]; then
  printf '%s\n' "$found" >&2
  say "NuGet: vulnerable packages"
  status=1
else
  say "NuGet: no known vulnerability"
fi

while read -r lock; do
  folder=$(dirname "$lock")
  if npm audit --package-lock-only --audit-level=high --prefix "$folder" >&2; then
    say "npm, $folder: no known vulnerability"
  else
    say "npm, $folder: vulnerable packages, or the audit could not be made"
    status=1
  fi
done < <(git ls-files '*package-lock.json')

exit $status
