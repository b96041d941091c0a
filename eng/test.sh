# shellcheck shell=bash
# Runs all tests and adds their numbers up.

results=artifacts/tests/results

# run_tests [OPTIONS FOR dotnet test...]
run_tests() {
  rm -rf "$results"
  mkdir -p "$results"
  local broken=0

  # One project after the other: several of them measure time, and machines may have two cores.
  dotnet test Canopy.sln --configuration Release --no-build --nologo -maxcpucount:1 \
    --logger "trx;LogFilePrefix=tests" --results-directory "$results" \
    --blame-hang-timeout 10m --blame-hang-dump-type none "$@" || broken=1

  # Options name tests of the solution; the page has none by such names.
  if [ $# -eq 0 ] && [ -f Canopy.Web/ClientApp/package.json ]; then
    run_page_tests || broken=1
  fi

  summarise "$broken"
}

run_page_tests() {
  local report
  report=$PWD/$results/page.json
  cd Canopy.Web/ClientApp || return 1
  # The build of Canopy.Web has installed the packages, unless it had nothing to do.
  [ -d node_modules ] || retry 3 npm ci --no-audit --no-fund
  local status=0
  npm test -- --reporter=default --reporter=json --outputFile.json="$report" || status=1
  cd - >/dev/null || return 1
  return $status
}

# Names the failed tests; the last line of all is "N passed, N failed". A run that broke without a failed test counts as one.
summarise() {
  local broken=$1 passed failed skipped
  passed=$(($(trx_sum passed) + $(page_number numPassedTests)))
  failed=$(($(trx_sum failed) + $(trx_sum error) + $(trx_sum timeout) + $(trx_sum aborted) + $(page_number numFailedTests)))
  # "notExecuted" stays 0 in these reports.
  skipped=$(($(trx_sum total) - $(trx_sum executed) + $(page_number numPendingTests)))
  if ((broken != 0 && failed == 0)); then
    say "a test run ended early; its output above says why"
    failed=1
  fi
  if ((passed == 0 && failed == 0)); then
    say "no test was run"
    broken=1
  fi
  # A log of some thousand tests hides the one that matters.
  node eng/failed-tests.mjs "$results" || true
  ((skipped == 0)) || say "$skipped skipped"
  printf '\n%s passed, %s failed\n' "$passed" "$failed"
  ((broken == 0 && failed == 0))
}

# trx_sum NAME: the counter of that name, over all reports.
trx_sum() {
  find "$results" -name '*.trx' -exec cat {} + | awk -v name="$1" '
    /<Counters / && match($0, " " name "=\"[0-9]+\"") {
      value = substr($0, RSTART, RLENGTH)
      gsub(/[^0-9]/, "", value)
      sum += value
    }
    END { print sum + 0 }'
}

# page_number NAME: a number from the report of the page's tests, 0 without one.
page_number() {
  local report=$results/page.json
  [ -f "$report" ] || report=/dev/null
  awk -v name="$1" '
    match($0, "\"" name "\":[0-9]+") {
      value = substr($0, RSTART, RLENGTH)
      gsub(/[^0-9]/, "", value)
      print value
      found = 1
      exit
    }
    END { if (!found) print 0 }' "$report"
}
