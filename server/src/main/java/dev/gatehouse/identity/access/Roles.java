package dev.gatehouse.identity.access;

import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.platform.crypto.Randomness;
import dev.gatehouse.platform.storage.Tx;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Who holds which role, and what that allows. Every method is part of the caller's unit of work.
public final class Roles {
  public static final String ADMIN = "admin";
  public static final String AUDITOR = "auditor";
  public static final String USER = "user";

  private final RoleTable table = new RoleTable();
  private final HolderTable holders = new HolderTable();
  private final PermissionTable permissions = new PermissionTable();
  private final Randomness random;

  public Roles(Randomness random) {
    this.random = random;
  }

  /// The names of the roles that `user` holds, in alphabetical order.
  public List<String> of(Tx tx, UserId user) {
    return holders.namesOf(tx, user);
  }

  /// The same for many; whoever holds none is left out.
  public Map<UserId, List<String>> of(Tx tx, Collection<UserId> users) {
    return holders.namesOf(tx, users);
  }

  /// What `user` may do, as it stands in `tx`.
  public Powers powersOf(Tx tx, UserId user) {
    Set<String> names = new HashSet<>();
    for (String held : of(tx, user)) {
      Powers powers = find(tx, held).map(Role::powers).orElse(Powers.NONE);
      if (powers.everything()) {
        return powers;
      }
      names.addAll(powers.names());
    }
    return new Powers(false, names);
  }

  /// Whether there is a permission of this name.
  public boolean isPermission(Tx tx, String code) {
    return permissions.names(tx).contains(code);
  }

  public List<Role> list(Tx tx) {
    Map<String, Set<String>> allowed = table.permissionsByRole(tx);
    List<String> all = permissions.names(tx);
    return table.all(tx).stream()
        .map(stored -> role(stored, allowed.getOrDefault(stored.name(), Set.of()), all))
        .toList();
  }

  public Optional<Role> find(Tx tx, String name) {
    return table
        .find(tx, name)
        .map(stored ->
            role(
                stored,
                Set.copyOf(table.permissionsOf(tx, stored.id())),
                name.equals(ADMIN) ? permissions.names(tx) : List.of()));
  }

  /// Gives a role to a user who does not hold it.
  ///
  /// @throws IllegalStateException when there is no such role
  public void grant(Tx tx, UserId user, String role) {
    if (!holders.grant(tx, user, role)) {
      throw new IllegalStateException("there is no role named " + role);
    }
  }

  /// Takes a role from a user who holds it.
  public void revoke(Tx tx, UserId user, String role) {
    table.find(tx, role).ifPresent(found -> holders.revoke(tx, user, found.id()));
  }

  public boolean holds(Tx tx, UserId user, String role) {
    return table.find(tx, role).filter(found -> holders.holds(tx, user, found.id())).isPresent();
  }

  /// Up to `most` of those who hold the role, in no order.
  public List<UserId> holders(Tx tx, String role, int most) {
    return table.find(tx, role).map(found -> holders.some(tx, found.id(), most)).orElse(List.of());
  }

  /// From here to the end of the transaction nobody else's can make or unmake an administrator. To
  /// be the first statement of whatever may.
  public void lockAdministrators(Tx tx) {
    table.lock(tx, ADMIN);
  }

  /// Whether anybody is left who may sign in and do everything.
  public boolean hasAdministrator(Tx tx) {
    return holders.hasActive(tx, ADMIN);
  }

  /// Makes whichever of the default roles and permissions are missing.
  ///
  /// @return the names of the roles that were made
  public List<String> createDefaults(Tx tx) {
    List<String> known = permissions.names(tx);
    for (Permission permission : Permission.values()) {
      if (!known.contains(permission.code())) {
        permissions.insert(tx, random.uuid(), permission.code(), permission.description());
      }
    }
    List<String> present = table.all(tx).stream().map(RoleTable.Stored::name).toList();
    List<DefaultRole> missing =
        DefaultRole.ALL.stream().filter(role -> !present.contains(role.name())).toList();
    for (DefaultRole role : missing) {
      UUID id = random.uuid();
      table.insert(tx, id, role.name(), role.description());
      role.permissions().forEach(held -> table.allow(tx, id, held.code()));
    }
    return missing.stream().map(DefaultRole::name).toList();
  }

  /// @param all every permission there is, which is what an administrator may do
  private static Role role(RoleTable.Stored stored, Set<String> allowed, List<String> all) {
    List<String> codes = stored.name().equals(ADMIN) ? all : allowed.stream().sorted().toList();
    return new Role(
        stored.name(), stored.description(), codes, DefaultRole.isBuiltIn(stored.name()));
  }

  private record DefaultRole(String name, String description, List<Permission> permissions) {
    static final List<DefaultRole> ALL =
        List.of(
            new DefaultRole(ADMIN, "May do everything", List.of(Permission.values())),
            new DefaultRole(AUDITOR, "May read everything", Permission.reads()),
            new DefaultRole(USER, "Every new user", List.of()));

    static boolean isBuiltIn(String name) {
      return ALL.stream().anyMatch(role -> role.name.equals(name));
    }
  }
}
