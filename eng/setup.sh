# shellcheck shell=bash
# Checks for what Canopy needs and installs what it can: system packages only, and only what is missing.

apt_is_fresh=

setup_for_run() {
  need_dotnet
  need_node
  if have redis-server || have valkey-server; then
    say "redis-server: found"
  else
    need_package redis-server redis-server
  fi
}

setup_for_test() {
  need_dotnet
  need_node
  need_package redis-server redis-server
  need_package chromium "${CANOPY_CHROMIUM:-chromium}"
}

# The SDK and Node are the machine owner's choice of source; we only say what is missing.
need_dotnet() {
  have dotnet || die ".NET SDK: not found; install the .NET SDK 10"
  dotnet --list-sdks | grep -q '^10\.' \
    || die ".NET SDK: version 10 is needed, found: $(dotnet --list-sdks | cut -d' ' -f1 | paste -sd' ')"
  say ".NET SDK: found $(dotnet --version)"
}

need_node() {
  have node || die "Node: not found; install Node 20 or newer, with npm"
  local version
  version=$(node --version)
  version=${version#v}
  ((${version%%.*} >= 20)) || die "Node: version 20 or newer is needed, found $version"
  have npm || die "npm: not found; it comes with Node 20 or newer"
  say "Node: found $version"
}

# need_package PACKAGE PROGRAM
need_package() {
  local package=$1 program=$2
  if have "$program"; then
    say "$package: found"
    return
  fi
  have apt-get || die "$package: not found; install it ($program must be on PATH)"
  local root=()
  if [ "$(id -u)" -ne 0 ]; then
    if ! { have sudo && sudo -n true 2>/dev/null; }; then
      die "$package: not found; run: sudo apt-get install --no-install-recommends $package"
    fi
    root=(sudo -n)
  fi
  say "$package: installing the system's package…"
  if [ -z "$apt_is_fresh" ]; then
    retry 3 "${root[@]}" apt-get update -qq >&2 || die "$package: the list of packages could not be read"
    apt_is_fresh=1
  fi
  retry 3 "${root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "$package" >&2 || die "$package: could not be installed"
  have "$program" || die "$package: installed, but $program is not on PATH"
  say "$package: installed"
}
