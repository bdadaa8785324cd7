# Sourced by tools/demo and tools/test: run from the root of the source tree, nothing read from a terminal, quiet steps.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec </dev/null
me="tools/$(basename "$0")"
logs=build/logs
mkdir -p "$logs"

# step NAME COMMAND...: runs it with its output in build/logs/NAME.log; if it fails, shows the end of that and gives up.
step() {
  local log="$logs/$1.log"
  if ! "${@:2}" >"$log" 2>&1; then
    echo "$me: '${*:2}' failed. The end of $log:"
    tail -n 40 "$log"
    exit 1
  fi >&2
}

# configure_and_build PRESET [TARGET]
configure_and_build() {
  step "configure-$1" cmake --preset "$1"
  step "build-$1" cmake --build --preset "$1" --parallel "$(nproc)" ${2:+--target "$2"}
}
