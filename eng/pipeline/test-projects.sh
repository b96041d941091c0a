#!/usr/bin/env bash
# test-projects.sh RESULTS PROJECT...: builds and runs the test projects of these names; a TRX report of each goes to RESULTS.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. eng/say.sh

(($# > 1)) || die "usage: eng/pipeline/test-projects.sh RESULTS PROJECT..."
results=$1
shift

status=0
for project in "$@"; do
  [ -d "tests/$project" ] || die "there is no test project tests/$project"
  dotnet test "tests/$project" --configuration Release --nologo \
    --logger "trx;LogFileName=$project.trx" --results-directory "$results" || status=1
done
exit $status
