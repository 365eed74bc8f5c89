#!/bin/bash
# Runs the steps of deploy/Dockerfile where there is no container engine: each stage in an overlay
# of this machine's own root folder, which stands in for the base images. Then starts the server as
# the image would: as its user, its root folder read-only, /data and /tmp writable.
#
# Needs root, Linux, a JDK 25, and Maven with all that the build needs in its local repository.
set -euo pipefail

[ "${1-}" = inside ] || exec unshare --mount --propagation private "$0" inside
cd "$(dirname "${BASH_SOURCE[0]}")/.."
repository=$PWD
work=$(mktemp -d /var/tmp/try-dockerfile.XXXXXX)
server=
clean() {
  trap - EXIT
  [ -z "$server" ] || kill -9 "$server" 2>/dev/null || true
  [ -z "$server" ] || wait "$server" 2>/dev/null || true
  umount -R "$work"/*/root 2>/dev/null || true
  rm -rf "$work"
}
trap 'code=$?; clean; exit $code' EXIT

# What .dockerignore lets through.
context=$work/context
mkdir "$context"
while read -r allowed; do
  (cd "$repository" && cp -a --parents "$allowed" "$context")
done < <(sed -n 's/^!//p' .dockerignore)

environment=() user=root folder=/ stage=0 root=

begin_stage() {
  stage=${3-last}
  root=$work/$stage/root
  mkdir -p "$work/$stage/upper" "$work/$stage/work" "$root"
  mount -t overlay overlay -o "lowerdir=/,upperdir=$work/$stage/upper,workdir=$work/$stage/work" "$root"
  mount --rbind /proc "$root/proc"
  mount --rbind /dev "$root/dev"
  environment=() user=root folder=/
}

run_step() {
  local command=$1
  while [[ $command == --mount=* ]]; do command=${command#* }; done
  chroot "$root" env -i PATH="$PATH" HOME="$HOME" "${environment[@]}" sh -c "cd $folder && $command"
}

copy_step() {
  local from=$context words
  read -ra words <<<"$1"
  if [[ ${words[0]} == --from=* ]]; then
    from=$work/${words[0]#--from=}/root
    words=("${words[@]:1}")
  fi
  local target=${words[-1]} source
  [[ $target == /* ]] || target=$folder/$target
  for source in "${words[@]:0:${#words[@]}-1}"; do
    if [ -d "$from/$source" ]; then
      mkdir -p "$root/$target" && cp -a "$from/$source/." "$root/$target"
    elif [[ $target == */ || $target == */. ]]; then
      mkdir -p "$root/$target" && cp -a "$from/$source" "$root/$target"
    else
      mkdir -p "$(dirname "$root/$target")" && cp -a "$from/$source" "$root/$target"
    fi
  done
}

while IFS= read -r line; do
  echo "  $line"
  keyword=${line%% *} rest=${line#* }
  case $keyword in
    FROM)
      # shellcheck disable=SC2086 # image, AS, name
      begin_stage $rest
      ;;
    WORKDIR)
      folder=$rest
      mkdir -p "$root$folder"
      if [ "$folder" = /src ]; then mkdir -p "$root/src/.mvn" && echo -o >"$root/src/.mvn/maven.config"; fi
      ;;
    COPY) copy_step "$rest" ;;
    RUN) run_step "$rest" ;;
    ENV) environment+=("$rest") ;;
    USER) user=$rest ;;
    VOLUME | EXPOSE | STOPSIGNAL | HEALTHCHECK | ENTRYPOINT | CMD) ;;
    *) echo "unknown step: $keyword" >&2 && exit 1 ;;
  esac
done < <(sed -e '/^#/d' -e '/^$/d' deploy/Dockerfile | sed -e ':a' -e '/\\$/{N;s/\\\n *//;ba' -e '}')

[ "$user" = 10001:10001 ]
mkdir "$work/data" && chown 10001:10001 "$work/data"
mount --bind "$work/data" "$root/data"
mount -t tmpfs tmpfs "$root/tmp"
mount -o remount,ro "$root"

port=18427
as_user() {
  chroot --userspec="$user" "$root" env -i PATH=/usr/local/bin:/usr/bin:/bin "${environment[@]}" \
    PORT=$port "$@"
}
begun=$(date +%s%N)
(exec chroot --userspec="$user" "$root" env -i PATH=/usr/local/bin:/usr/bin:/bin \
  "${environment[@]}" PORT=$port gatehouse serve >"$work/log" 2>&1) &
server=$!
for _ in $(seq 300); do
  as_user /opt/gatehouse/bin/healthcheck 2>/dev/null && break
  kill -0 "$server" 2>/dev/null || { cat "$work/log"; exit 1; }
  sleep 0.1
done
as_user /opt/gatehouse/bin/healthcheck
echo "ready after $((($(date +%s%N) - begun) / 1000000)) ms"
as_user gatehouse db current
as_user gatehouse smoke-test --url http://127.0.0.1:$port | tail -1
ls -l "$work/data" "$root"/opt/gatehouse/lib/*.aot
if touch "$root/opt/x" 2>/dev/null; then echo "the root folder is writable" >&2 && exit 1; fi
kill -TERM "$server"
wait "$server"
server=
echo "stopped with exit code 0"
