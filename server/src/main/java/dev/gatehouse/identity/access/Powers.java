package dev.gatehouse.identity.access;

import java.util.Set;
import java.util.stream.Collectors;

/// What somebody may do.
///
/// @param everything whether they are an administrator: every permission there is or ever will be
/// @param names the codes of the permissions held
public record Powers(boolean everything, Set<String> names) {
  /// Those of an administrator, and of whoever has the server's own shell.
  public static final Powers ALL = new Powers(true, Set.of());

  public static final Powers NONE = new Powers(false, Set.of());

  public boolean allow(Permission permission) {
    return allow(permission.code());
  }

  public boolean allow(String code) {
    return everything || names.contains(code);
  }

  /// As much of these as `codes` name.
  public Powers only(Set<String> codes) {
    return new Powers(
        false, codes.stream().filter(this::allow).collect(Collectors.toUnmodifiableSet()));
  }

  /// Whether whoever has these may do all that whoever has `other` may.
  public boolean cover(Powers other) {
    return everything || (!other.everything && names.containsAll(other.names));
  }
}
