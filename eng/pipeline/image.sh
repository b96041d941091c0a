#!/usr/bin/env bash
# image.sh PROGRAM: what an image is called and made from, as NAME=VALUE lines:
#   name     ghcr.io/OWNER/PROGRAM, as the overlays have it where the owner is canopy
#   created  the time of the commit, so that the same commit gives the same image
#   version  VERSION=1.2.3 for a tag v1.2.3, else empty: the Dockerfile has a default
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. eng/say.sh

(($# == 1)) || die "usage: eng/pipeline/image.sh PROGRAM"
version=
if [[ ${GITHUB_REF:-} == refs/tags/v* ]]; then
  [[ $GITHUB_REF =~ ^refs/tags/v([0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?)$ ]] || die "tag '${GITHUB_REF#refs/tags/}': accepted are tags as v1.2.3 or v1.2.3-rc.1"
  version=VERSION=${BASH_REMATCH[1]}
fi

# Names of images are in lower case, names of owners need not be.
printf 'name=ghcr.io/%s/%s\n' "${GITHUB_REPOSITORY_OWNER,,}" "$1"
printf 'created=%s\n' "$(git show --no-patch --format=%cI HEAD)"
printf 'version=%s\n' "$version"
