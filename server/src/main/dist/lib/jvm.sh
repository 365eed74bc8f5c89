# How the JVM is started, and which AOT cache fits. Sourced; needs $home, and $JAVA_HOME from find_java.
#
# The options were chosen by measurement: docs/performance.md, "Start and memory".

jvm_options='--enable-native-access=ALL-UNNAMED -XX:+UseCompactObjectHeaders
  -Xms48m -XX:MaxRAMPercentage=50 -XX:+ExitOnOutOfMemoryError'
# A second collector beside the operator's own would be an error.
case ${GATEHOUSE_JAVA_OPTS-} in
  *-XX:+Use*GC*) collector= ;;
  *) collector=-XX:+UseSerialGC ;;
esac

# Without glibc's pool of memory for nearly every thread.
MALLOC_ARENA_MAX=${MALLOC_ARENA_MAX:-2}
export MALLOC_ARENA_MAX

# Becomes the JVM: exec_java OPTION_FOR_AOT ARGUMENT...
exec_java() {
  aot_option=$1
  shift
  set -- -jar "$home/lib/gatehouse.jar" "$@"
  # Native libraries that would be unpacked at each start; these are for glibc.
  platform=$(uname -sm)
  native=$home/lib/native/${platform% *}-${platform#* }
  if [ -d "$native" ] && [ ! -e "/lib/ld-musl-${platform#* }.so.1" ]; then
    set -- "-Dorg.sqlite.lib.path=$native" "-Djava.library.path=$native" \
      -Dcom.amazon.corretto.crypto.provider.useExternalLib=true "$@"
  fi
  # A cache that can't be used costs a slower start and is no news to the operator.
  [ -z "$aot_option" ] || set -- "$aot_option" -Xlog:aot=off -Xlog:cds=off "$@"
  # shellcheck disable=SC2086 # each of these is several options
  exec "$JAVA_HOME/bin/java" $jvm_options $collector ${GATEHOUSE_JAVA_OPTS-} "$@"
}

# What a cache depends on: the JVM, its options and the jars, byte for byte and second for second.
aot_inputs() {
  LC_ALL=C
  export LC_ALL
  echo "$jvm_options"
  cat "$JAVA_HOME/release"
  set -- "$JAVA_HOME/lib/server/libjvm".* "$JAVA_HOME/lib/modules"
  stat -L -c '%s %Y' "$@" "$home"/lib/*.jar 2>/dev/null ||
    stat -L -f '%z %m' "$@" "$home"/lib/*.jar 2>/dev/null
}

# Sets aot_name to this JVM's name for its cache, and aot_cache to the file or to nothing.
# An empty file says that making one failed, or that none is wanted.
find_aot_cache() {
  aot_cache=
  aot_name=$(aot_inputs | cksum) || return 0
  aot_name="gatehouse-${aot_name% *}.aot"
  for aot_folder in "$home/lib" "$(aot_user_folder)"; do
    if [ -s "$aot_folder/$aot_name" ]; then
      aot_cache="$aot_folder/$aot_name"
      return 0
    fi
  done
}

# Where this user's own cache goes when the distribution is not his to write.
aot_user_folder() {
  echo "${XDG_CACHE_HOME:-${HOME:-/nonexistent}/.cache}/gatehouse"
}

# False when making one already failed here, or there is nowhere to put it.
aot_cache_wanted() {
  [ ! -e "$home/lib/$aot_name" ] && [ ! -e "$(aot_user_folder)/$aot_name" ] && set_aot_target
}

# Sets aot_target to a folder that takes files; 1 when there is none.
set_aot_target() {
  for aot_target in "$home/lib" "$(aot_user_folder)"; do
    [ "$aot_target" = "$home/lib" ] || mkdir -p "$aot_target" 2>/dev/null
    [ -w "$aot_target" ] && return 0
  done
  return 1
}
