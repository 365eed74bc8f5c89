package dev.gatehouse.identity.access;

import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.platform.crypto.Randomness;
import dev.gatehouse.platform.storage.Tx;
import java.util.List;
import java.util.Set;

/// Roles and who holds them.
public final class Roles {
  public static final String ADMIN = "admin";
  public static final String AUDITOR = "auditor";
  public static final String USER = "user";

  private final RoleTable table = new RoleTable();
  private final Randomness random;

  public Roles(Randomness random) {
    this.random = random;
  }

  /// The names of the roles that `user` holds, in alphabetical order.
  public List<String> of(Tx tx, UserId user) {
    return table.namesOf(tx, user);
  }

  /// Gives a role to a user who does not hold it.
  ///
  /// @throws IllegalStateException when there is no such role
  public void grant(Tx tx, UserId user, String role) {
    if (!table.grant(tx, user, role)) {
      throw new IllegalStateException("there is no role named " + role);
    }
  }

  /// Makes whichever of the default roles and permissions are missing.
  ///
  /// @return the names of the roles that were made
  public List<String> createDefaults(Tx tx) {
    Set<String> known = table.permissions(tx);
    for (Permission permission : Permission.values()) {
      if (!known.contains(permission.code())) {
        table.insertPermission(tx, random.uuid(), permission.code(), permission.description());
      }
    }
    Set<String> present = table.roles(tx);
    List<DefaultRole> missing =
        DefaultRole.ALL.stream().filter(role -> !present.contains(role.name())).toList();
    for (DefaultRole role : missing) {
      table.insertRole(tx, random.uuid(), role.name(), role.description());
      role.permissions().forEach(held -> table.allow(tx, role.name(), held.code()));
    }
    return missing.stream().map(DefaultRole::name).toList();
  }

  private record DefaultRole(String name, String description, List<Permission> permissions) {
    static final List<DefaultRole> ALL =
        List.of(
            new DefaultRole(ADMIN, "May do everything", List.of(Permission.values())),
            new DefaultRole(AUDITOR, "May read everything", Permission.reads()),
            new DefaultRole(USER, "Every new user", List.of()));
  }
}
