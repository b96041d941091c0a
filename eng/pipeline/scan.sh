#!/usr/bin/env bash
# Runs a scanner, from an image that is fixed by its digest:
#   scan.sh sources SARIF        Semgrep on the tracked files; fails on findings of severity ERROR
#   scan.sh secrets              Gitleaks on the whole history; fails on any
#   scan.sh files SARIF          Trivy on the files; fails on what is critical and has a fix
#   scan.sh image IMAGE SARIF    Trivy on an image (a reference, or a .tar file); fails likewise
#   scan.sh site URL FOLDER      ZAP's baseline (it looks, it does not attack); reports go to FOLDER; fails on alerts of high risk
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. eng/say.sh

# Tags can be moved, digests cannot; the tag says to people which version it is.
semgrep=semgrep/semgrep:1.164.0@sha256:207983631beecdbe7fa29196c7f4a7a5f29033933cdb76c687ce4a672e07618d
gitleaks=ghcr.io/gitleaks/gitleaks:v8.30.0@sha256:691af3c7c5a48b16f187ce3446d5f194838f91238f27270ed36eef6359a574d9
trivy=aquasec/trivy:0.69.3@sha256:bcc376de8d77cfe086a917230e818dc9f8528e3c852f7b1aff648949b6258d1c
# 2.17.0
zap=ghcr.io/zaproxy/zaproxy:stable@sha256:8d387b1a63e3425beef4846e39719f5af2a787753af2d8b6558c6257d7a577a2

usage() {
  grep '^#   ' "${BASH_SOURCE[0]}" | cut -c5- >&2
  exit 2
}

# The repository is the scanner's working folder; what it may write goes to artifacts.
scanner() {
  mkdir -p artifacts
  # The files are another user's than the scanner's, which git refuses unless told.
  docker run --rm --volume "$PWD:/src:ro" --volume "$PWD/artifacts:/src/artifacts" --workdir /src \
    --env GIT_CONFIG_COUNT=1 --env GIT_CONFIG_KEY_0=safe.directory --env GIT_CONFIG_VALUE_0=/src "$@"
}

trivy() {
  # The list of known vulnerabilities is kept for the second look.
  mkdir -p artifacts/trivy
  scanner --env TRIVY_USERNAME --env TRIVY_PASSWORD --env TRIVY_CACHE_DIR=/src/artifacts/trivy "$trivy" "$@"
}

# Twice: a report of everything, then the verdict.
trivy_both() {
  local sarif=$1
  shift
  trivy "$@" --format sarif --output "$sarif"
  trivy "$@" --severity CRITICAL --ignore-unfixed --exit-code 1
}

scan_image() {
  local image=$1 sarif=$2
  case $image in
    *.tar) trivy_both "$sarif" image --scanners vuln,secret --input "$image" ;;
    *@sha256:*) trivy_both "$sarif" image --scanners vuln,secret "$image" ;;
    *) die "'$image' is neither a .tar file nor an image by digest (NAME@sha256:…)" ;;
  esac
}

scan_site() {
  local url=$1 folder=$2 status=0
  mkdir -p "$folder"
  # The scanner's own user writes there.
  chmod a+rwx "$folder"
  # It ends with 1 for failures, 2 for warnings, 3 where it could not look.
  docker run --rm --volume "$PWD/$folder:/zap/wrk" "$zap" \
    zap-baseline.py -t "$url" -I -J report.json -w report.md -r report.html || status=$?
  ((status == 0)) || die "the scan of $url ended with code $status"
  local high
  high=$(jq '[.site[]?.alerts[]? | select((.riskcode | tonumber) >= 3)] | length' "$folder/report.json")
  ((high == 0)) || die "$url: $high alerts of high risk; see $folder/report.md"
  say "$url: no alert of high risk"
}

command=${1:-}
[ $# -eq 0 ] || shift
case $command/$# in
  sources/1)
    mkdir -p "$(dirname "$1")"
    scanner "$semgrep" semgrep scan --metrics off --config p/csharp --config p/typescript --config p/dockerfile --config p/github-actions \
      --severity ERROR --error --sarif --output "$1"
    ;;
  secrets/0) scanner "$gitleaks" git --redact --no-banner . ;;
  files/1) trivy_both "$1" fs --scanners vuln,misconfig,secret --skip-dirs artifacts . ;;
  image/2) scan_image "$1" "$2" ;;
  site/2) scan_site "$1" "$2" ;;
  *) usage ;;
esac
