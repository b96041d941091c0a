# shellcheck shell=bash
# Words to the person at the terminal, and two small tools.

say() { printf 'canopy: %s\n' "$*" >&2; }

die() {
  say "$*"
  exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

# retry TIMES COMMAND...: again after a pause that grows, for what fails in passing.
retry() {
  local times=$1 try
  shift
  for ((try = 1; try <= times; try++)); do
    if "$@"; then
      return 0
    fi
    if ((try < times)); then
      say "'$1 $2' failed; trying again in $((try * 5)) s"
      sleep $((try * 5))
    fi
  done
  return 1
}
