# shellcheck shell=bash
# Which of the two builds this machine gets: see docs/hosting.md.

hosting=eng/hosting
refusals=artifacts/hosting

# Asks once for Aspire's packages, then says which build results. Without them nothing is lost: the other build needs none.
choose_hosting() {
  local version refusal
  version=$(hosting_property AspireVersion)
  refusal=$refusals/refused-$version
  if [ -z "${CanopyHosting:-}" ] && [ "$(hosting_property CanopyHosting)" = builtin ] && [ ! -e "$refusal" ]; then
    say "asking for the Aspire packages $version, once…"
    if ! fetch_aspire; then
      mkdir -p "$refusals"
      printf 'The Aspire packages %s could not be had. Delete this file to ask again.\n' "$version" >"$refusal"
    fi
  fi
  case $(hosting_property CanopyHosting) in
    packages) say "hosting: packages (Aspire $version)" ;;
    *) say "hosting: builtin (Canopy.Hosting)$([ ! -e "$refusal" ] || echo "; to ask for the Aspire packages again, delete $refusal")" ;;
  esac
}

hosting_property() {
  dotnet msbuild "$hosting/Build.props" -getProperty:"$1"
}

# First aside: half of the packages in the cache would choose a build that cannot succeed. The SDK is small and says soon
# whether there is anything to be had.
fetch_aspire() {
  local aside=$refusals/packages status=0
  if NUGET_PACKAGES=$PWD/$aside in_packages_build 20 msbuild "$hosting/fetch/Fetch.csproj" -getProperty:AspireVersion; then
    NUGET_PACKAGES=$PWD/$aside in_packages_build 300 restore "$hosting/fetch" \
      && in_packages_build 300 restore "$hosting/fetch" || status=1
  else
    status=1
  fi
  rm -rf "$aside"
  return $status
}

in_packages_build() {
  local seconds=$1
  shift
  timeout "$seconds" dotnet "$@" -p:CanopyHosting=packages >/dev/null 2>&1
}
