# shellcheck shell=bash
# Writes the files that deploy Canopy, from the model in Canopy.AppHost: see docs/publishing.md.

# Of the manifest's paths, Aspirate takes those of projects relative to the AppHost's folder.
manifest=Canopy.AppHost/manifest.json
generate_options=eng/aspirate/generate.options
configuration=${CANOPY_CONFIGURATION:-Release}

# generate_files FOLDER [OPTIONS FOR THE GENERATOR...]: writes FOLDER/aspirate-output, FOLDER/deploy (but for what people write there)
# and FOLDER/compose. All is built already.
generate_files() {
  local folder=$1 root=$PWD options
  shift
  mapfile -t options < <(tr ' ' '\n' <"$generate_options")
  options+=("$@")
  publish_model || die "the manifest could not be published"

  # All anew: of a resource that is gone nothing may stay.
  rm -rf "$folder/aspirate-output" "$folder/compose"
  generate_base "$folder/aspirate-output" "${options[@]}"
  our_generator seal --aspire-manifest "$manifest" --output-path "$folder/aspirate-output" >&2 \
    || die "the secrets could not be taken out of $folder/aspirate-output"
  publish_model --deploy-base "$(realpath "$folder/aspirate-output")" --deploy-output "$(realpath -m "$folder/deploy")" \
    || die "$folder/deploy could not be written"
  our_generator generate --output-format compose --aspire-manifest "$manifest" --output-path "$folder/compose" "${options[@]}" >&2 \
    || die "the Compose file could not be written"
}

publish_model() {
  dotnet run --no-build --configuration "$configuration" --project Canopy.AppHost -- \
    --publisher manifest --output-path "$PWD/$manifest" "$@" >&2
}

# CANOPY_GENERATOR (builtin or aspirate) chooses; else the genuine tool does it where it is installed.
generate_base() {
  local output=$1 version
  shift
  if [ "${CANOPY_GENERATOR:-aspirate}" != builtin ] && find_aspirate; then
    version=$("${aspirate[@]}" --version 2>/dev/null | head -n 1) || version=
    say "generator: aspirate${version:+ $version}, the genuine tool"
    aspirate_generate "$output" "$@" >&2 || die "aspirate failed; CANOPY_GENERATOR=builtin ./canopy generate does without it"
    return
  fi
  [ "${CANOPY_GENERATOR:-}" != aspirate ] || die "aspirate is not installed; run: dotnet tool restore --tool-manifest eng/aspirate/dotnet-tools.json"
  say "generator: builtin (Canopy.Aspirate); aspirate is not installed or not wanted"
  our_generator generate --aspire-manifest "$manifest" --output-path "$output" "$@" >&2 || die "the files could not be written"
}

our_generator() {
  dotnet "Canopy.Aspirate/bin/$configuration/net10.0/Canopy.Aspirate.dll" "$@"
}

# Sets $aspirate to the command: from the PATH, else from our tool manifest, where that has been restored.
find_aspirate() {
  if have aspirate; then
    aspirate=(aspirate)
  elif (cd eng/aspirate && dotnet tool run aspirate --version) >/dev/null 2>&1; then
    aspirate=(tool_aspirate)
  else
    return 1
  fi
}

# A tool of a manifest is run in the manifest's folder; every path is given in full.
tool_aspirate() {
  (cd "$root/eng/aspirate" && dotnet tool run aspirate "$@")
}

# Its secrets are off, because with them on it leaves out a file that kustomize needs; what it writes instead is taken out after.
aspirate_generate() {
  local output name given=()
  output=$(realpath -m "$1")
  shift
  while read -r name; do
    given+=(-pa "$name=from-secret")
  done < <(our_generator secrets --aspire-manifest "$manifest")
  (
    cd Canopy.AppHost || exit 1
    "${aspirate[@]}" generate --non-interactive --skip-build --disable-secrets --project-path "$root/Canopy.AppHost" \
      --aspire-manifest "$root/$manifest" --output-path "$output" "${given[@]}" "$@"
  )
}
