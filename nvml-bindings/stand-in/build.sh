#!/bin/sh
# Builds the stand-in driver: ./build.sh [FOLDER]  (default: target beside this script)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=${1:-$here/target}
mkdir -p "$out"
# Written under another name first: a test may have the old one loaded.
"${CC:-gcc}" -std=gnu11 -O2 -g -fPIC -shared -fvisibility=hidden -Wall -Wextra -Werror \
    -Wl,-soname,libnvidia-ml.so.1 -o "$out/libnvidia-ml.so.1.new" \
    "$here/scenario.c" "$here/machine.c" "$here/nvml.c" -lm -lpthread
mv "$out/libnvidia-ml.so.1.new" "$out/libnvidia-ml.so.1"
echo "$out/libnvidia-ml.so.1"
