# shellcheck shell=bash
# Writes the files that deploy Canopy, from the model in Canopy.AppHost: see docs/publishing.md.

# generate_files [OPTIONS...]: what `aspire publish` does, without that tool. The AppHost is built already.
generate_files() {
  dotnet run --no-build --no-launch-profile --configuration "${CANOPY_CONFIGURATION:-Release}" --project Canopy.AppHost -- \
    --operation publish --step publish "$@"
}
