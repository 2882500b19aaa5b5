#!/bin/sh
# Builds the stand-in driver, and the loop that benchmarks measure against: ./build.sh [FOLDER [FUNCTION...]]  (default: target beside this script)
# A library that lacks the FUNCTIONs named, as older drivers lack some; CC and CFLAGS say with what else to build it.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=${1:-$here/target}
[ $# -eq 0 ] || shift
mkdir -p "$out"
made=$out/libnvidia-ml.so.1
how="${CC:-gcc} ${CFLAGS:-} lacks: $*"
# A minute's tests ask for it a dozen times.
if [ -e "$made" ] && [ "$(cat "$out/built-as" 2>/dev/null)" = "$how" ] &&
    [ -z "$(find "$here" -name target -prune -o -type f -newer "$made" -print)" ]; then
    echo "$made"
    exit 0
fi
rm -f "$out/built-as"
new=$out/libnvidia-ml.so.1.$$.new
exports=$out/exports.$$
trap 'rm -f "$new" "$exports"' EXIT
{
    echo '{ global: nvml*; headroomStandIn*; local:'
    for function; do echo "    $function;"; done
    echo '    *; };'
} >"$exports"
# Written under another name first: a test may have the old one loaded.
# Word splitting is wanted: a list of options.
# shellcheck disable=SC2086
"${CC:-gcc}" -std=gnu11 -O2 -g -fPIC -shared -fvisibility=hidden -Wall -Wextra -Werror -Wno-override-init ${CFLAGS:-} \
    -Wl,-soname,libnvidia-ml.so.1 -Xlinker --version-script="$exports" -o "$new" \
    "$here/scenario.c" "$here/lines.c" "$here/models.c" "$here/script.c" "$here/physics.c" "$here/machine.c" \
    "$here/nvml.c" "$here/readings.c" "$here/processes.c" "$here/health.c" "$here/links.c" "$here/fields.c" \
    "$here/events.c" "$here/mig.c" "$here/stubs.c" -lm -lpthread
mv "$new" "$made"
# The same calls from C, which "headroom bench nvml" measures Java's against.
"${CC:-gcc}" -std=gnu11 -O2 -Wall -Wextra -Werror -o "$new" "$here/loop.c" -ldl
mv "$new" "$out/loop"
echo "$how" >"$out/built-as"
echo "$made"
