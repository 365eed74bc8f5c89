# Looks for a Java of version 25 or newer, without starting one. Sourced by both launchers.
#
# find_java [FILE]  sets JAVA_HOME to the first home that has bin/java and FILE; 1 when there is none.
#                   In this order: JAVA_HOME, `java` on the PATH, the system's folders, SDKMAN,
#                   mise, asdf, macOS. Of several homes in one folder the newest.

oldest_java=25

# Sets java_number to the version in $1/release as one number (25.0.3 is 25000003), or to 0.
read_java_version() {
  java_number=0
  [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 0
  while IFS='=' read -r release_name release_value; do
    [ "$release_name" = JAVA_VERSION ] || continue
    release_value=${release_value#\"}
    java_digits "${release_value%%\"*}"
  done <"$1/release"
}

# Three numbers and whatever follows them: 25.0.3.0.1, 26-ea, 1.8.0_292.
java_digits() {
  java_number=0
  rest=${1%%[!0-9.]*}.0.0.
  for _ in 1 2 3; do
    part=${rest%%.*}
    rest=${rest#*.}
    while [ "${part#0}" != "$part" ]; do part=${part#0}; done
    java_number=$((java_number * 1000 + ${part:-0}))
  done
}

# Keeps the newest of the homes $2... that are new enough and have the file $1.
newest_java() {
  newest_number=$((oldest_java * 1000000 - 1))
  newest_home=
  needed=$1
  shift
  for candidate in "$@"; do
    [ -e "$candidate/$needed" ] || continue
    read_java_version "$candidate"
    if [ "$java_number" -gt "$newest_number" ]; then
      newest_number=$java_number
      newest_home=$candidate
    fi
  done
  [ -n "$newest_home" ]
}

# Sets followed to what $1 is after every symbolic link.
follow_links() {
  followed=$1
  while [ -h "$followed" ]; do
    link=$(readlink "$followed")
    case $link in
      /*) followed=$link ;;
      *) followed=${followed%/*}/$link ;;
    esac
  done
}

java_on_path() {
  on_path=$(command -v java) || return 1
  case $on_path in */*) ;; *) return 1 ;; esac
  follow_links "$on_path"
  newest_java "$1" "${followed%/*}/.."
}

java_of_macos() {
  [ -x /usr/libexec/java_home ] || return 1
  macos_home=$(/usr/libexec/java_home -v "$oldest_java+" 2>/dev/null) || return 1
  newest_java "$1" "$macos_home"
}

find_java() {
  set -- "${1:-bin/java}"
  user_home=${HOME:-/nonexistent}
  if newest_java "$1" "${JAVA_HOME:-/nonexistent}" ||
    java_on_path "$1" ||
    newest_java "$1" /usr/lib/jvm/* /usr/java/* /opt/java/* \
      /Library/Java/JavaVirtualMachines/*/Contents/Home ||
    newest_java "$1" "$user_home"/.sdkman/candidates/java/* ||
    newest_java "$1" "$user_home"/.local/share/mise/installs/java/* ||
    newest_java "$1" "$user_home"/.asdf/installs/java/* ||
    java_of_macos "$1"; then
    JAVA_HOME=$newest_home
    return 0
  fi
  return 1
}
