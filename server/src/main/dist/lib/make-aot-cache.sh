#!/bin/sh
# Makes the AOT cache (JEP 483, 514, 515) for the Java that would start the server: runs the real
# server on an empty database in a folder of its own, lets the smoke test talk to it, and stops it.
set -u

# The caller's variables must not reach the server.
if [ "${1-}" != in-a-clean-environment ]; then
  exec env -i PATH="$PATH" HOME="${HOME-}" JAVA_HOME="${JAVA_HOME-}" TMPDIR="${TMPDIR:-/tmp}" \
    ${XDG_CACHE_HOME:+"XDG_CACHE_HOME=$XDG_CACHE_HOME"} HOST=127.0.0.1 PORT=0 \
    sh "$0" in-a-clean-environment
fi

home=$(CDPATH='' cd -- "${0%/*}/.." && pwd -P) || exit 1
. "$home/lib/find-java.sh"
. "$home/lib/jvm.sh"

find_java || exit 1
find_aot_cache
[ -z "$aot_cache" ] || exit 0
set_aot_target || exit 1

server=
made=$aot_target/$aot_name.$$
folder=$(mktemp -d) || exit 1
clean() {
  [ -z "$server" ] || kill -9 "$server" 2>/dev/null
  rm -rf "$folder" "$made" "$made.config"
}
trap clean EXIT
trap 'exit 143' TERM
trap 'exit 130' INT

# Prints where the server listens, once it does; 1 when that takes long.
address() {
  tries=0
  while [ "$tries" -lt 120 ]; do
    tries=$((tries + 1))
    url=$(sed -n 's/.* listens on \(http:[^ ]*\).*/\1/p' "$folder/log")
    [ -z "$url" ] || { echo "$url"; return 0; }
    sleep 0.5 2>/dev/null || sleep 1
  done
  return 1
}

train() {
  : >"$folder/log"
  (cd "$folder" && exec_java "-XX:AOTCacheOutput=$made" serve) >"$folder/log" 2>&1 &
  server=$!
  url=$(address) || return 1
  (cd "$folder" && exec_java "" smoke-test --url "$url") >"$folder/smoke.log" 2>&1 || return 1
  kill -TERM "$server"
  wait "$server"
  server=
  [ -s "$made" ]
}

echo "Preparing Gatehouse for this Java (once, a few seconds) ..." >&2
train || exit 1
rm -f "$aot_target"/gatehouse-*.aot*.config "$aot_target"/gatehouse-*.aot
mv -f "$made" "$aot_target/$aot_name"
