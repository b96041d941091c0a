# shellcheck shell=bash
# Checks for what Canopy needs and installs what it can: system packages only, and only what is missing.

missing=()

# What runs a command as root: nothing, or sudo.
root=()

# How long another program may hold the lock of the package system.
lock_patience=${CANOPY_PACKAGE_LOCK_SECONDS:-600}

setup_for_run() {
  need_dotnet
  need_node
  if have valkey-server; then
    say "valkey-server: found"
  else
    need redis-server redis-server
  fi
  install_missing
}

setup_for_test() {
  need_dotnet
  need_node
  need redis-server redis-server
  # Where only root's PATH leads.
  PATH=$PATH:/usr/sbin need nginx nginx
  need chromium "${CANOPY_CHROMIUM:-chromium}"
  need curl curl
  want_kubectl
  install_missing
  install_checks
}

# What the tests run in Node. The build installs it too; here it is tried again where the registry does not answer for a moment.
install_checks() {
  install_check tests/onnx "the ONNX runtime of the tests"
  install_check tests/manifests "the schemas of Kubernetes"
  install_check tests/pipeline "the checkers of workflows, Dockerfiles and secrets"
}

install_check() {
  local folder=$1 what=$2
  [ "$folder/node_modules/.package-lock.json" -nt "$folder/package-lock.json" ] && return 0
  say "installing $what…"
  retry 3 npm ci --prefix "$folder" --ignore-scripts --no-audit --no-fund >&2 || die "npm ci failed in $folder"
  touch "$folder/node_modules/.package-lock.json"
}

# No package of Debian is new enough, so it is not installed here; all other tests run without it.
want_kubectl() {
  local version
  version=$(kubectl version --client 2>/dev/null | sed -n 's/^Client Version: v//p') || version=
  if [[ $version =~ ^1\.([0-9]+) ]] && ((BASH_REMATCH[1] >= 30)); then
    say "kubectl: found $version"
  else
    say "kubectl: version 1.30 or newer is needed, found: ${version:-none}; without it the tests of deploy/ fail. https://kubernetes.io/docs/tasks/tools/"
  fi
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

# need PACKAGE PROGRAM: notes the package where the program is missing.
need() {
  if have "$2"; then
    say "$1: found"
  else
    missing+=("$1")
  fi
}

# apt-get, which waits while another program (unattended upgrades, say) holds a lock of the package system.
apt_get() {
  local said=0 from=$SECONDS status output
  while true; do
    status=0
    output=$("${root[@]}" env DEBIAN_FRONTEND=noninteractive LC_ALL=C apt-get "$@" 2>&1) || status=$?
    if ((status == 0)) || ! grep -q 'Could not get lock' <<<"$output" || ((SECONDS - from >= lock_patience)); then
      printf '%s' "${output:+$output$'\n'}" >&2
      return $status
    fi
    ((said)) || say "another program holds the package system's lock; waiting, $lock_patience s at most: $(grep -m 1 'Could not get lock' <<<"$output")"
    said=1
    sleep 2
  done
}

install_missing() {
  ((${#missing[@]} > 0)) || return 0
  have apt-get || die "not found: ${missing[*]}; install them"
  root=()
  if [ "$(id -u)" -ne 0 ]; then
    if ! { have sudo && sudo -n true 2>/dev/null; }; then
      die "not found: ${missing[*]}; run: sudo apt-get install --no-install-recommends ${missing[*]}"
    fi
    root=(sudo -n)
  fi
  say "installing the system's packages: ${missing[*]}…"
  retry 3 apt_get update -qq || die "the list of packages could not be read"
  retry 3 apt_get install -y -qq --no-install-recommends "${missing[@]}" || die "could not be installed: ${missing[*]}"
  say "installed: ${missing[*]}"
  missing=()
}
