package dev.gatehouse.flows.transfer.legacy;

import dev.gatehouse.identity.access.Roles;
import dev.gatehouse.platform.storage.ForeignDatabase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/// Roles as the kind `flask` keeps them: named rows, and who holds them. The other kinds know
/// administrators alone. Everybody gets the role `user` besides.
final class LegacyRoles {
  private static final int LONGEST_NAME = 100;

  private final Map<UUID, String> names = new HashMap<>();
  private final Map<String, String> descriptions = new TreeMap<>();
  private final Map<UUID, List<String>> held = new HashMap<>();

  static LegacyRoles of(ForeignDatabase source, LegacyKind kind) {
    LegacyRoles roles = new LegacyRoles();
    if (kind == LegacyKind.FLASK && !source.columns("roles").isEmpty()) {
      roles.read(source);
    }
    return roles;
  }

  private void read(ForeignDatabase source) {
    boolean described = source.columns("roles").contains("description");
    source.each(
        "roles",
        described ? List.of("id", "name", "description") : List.of("id", "name"),
        row -> {
          Optional<String> name = row.text("name").map(String::strip).filter(LegacyRoles::isName);
          if (name.isPresent()) {
            row.uuid("id").ifPresent(id -> names.put(id, name.get()));
            descriptions.put(
                name.get(), row.text("description").map(LegacyRoles::clean).orElse(""));
          }
        });
    if (!source.columns("user_roles").isEmpty()) {
      source.each(
          "user_roles",
          List.of("user_id", "role_id"),
          row -> {
            Optional<UUID> user = row.uuid("user_id");
            Optional<String> role = row.uuid("role_id").map(names::get);
            if (user.isPresent() && role.isPresent()) {
              held.computeIfAbsent(user.get(), _ -> new ArrayList<>()).add(role.get());
            }
          });
    }
  }

  /// The roles that the old database has, and what they are for; empty for none.
  Map<String, String> named() {
    return descriptions;
  }

  List<String> of(LegacyUser user) {
    Set<String> all = new TreeSet<>(held.getOrDefault(user.id().value(), List.of()));
    all.add(Roles.USER);
    if (user.admin()) {
      all.add(Roles.ADMIN);
    }
    return List.copyOf(all);
  }

  private static boolean isName(String text) {
    return text.matches("[\\p{Graph} ]{1," + LONGEST_NAME + "}");
  }

  private static String clean(String text) {
    String clean = text.replaceAll("\\p{Cntrl}", " ").strip();
    return clean.length() <= 1_000 ? clean : clean.substring(0, clean.offsetByCodePoints(0, 500));
  }
}
