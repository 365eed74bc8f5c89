package dev.gatehouse.identity.access;

import dev.gatehouse.identity.revocations.RevocationListener;
import dev.gatehouse.platform.storage.Database;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What callers may do, known without a query: the permissions of every role are held in memory,
/// and read anew when the news says that a role has changed.
public final class Permissions implements RevocationListener {
  private final Database database;
  private final RoleTable table = new RoleTable();
  private volatile Reading reading = new Reading();

  public Permissions(Database database) {
    this.database = database;
  }

  /// Whether holding these roles lets one do what asks for `permission`.
  public boolean check(Collection<String> roles, Permission permission) {
    return of(roles).allow(permission);
  }

  /// All that holding these roles lets one do.
  public Powers of(Collection<String> roles) {
    if (roles.contains(Roles.ADMIN)) {
      return Powers.ALL;
    }
    Map<String, Set<String>> known = reading.get();
    Set<String> held = new HashSet<>();
    roles.forEach(role -> held.addAll(known.getOrDefault(role, Set.of())));
    return new Powers(false, held);
  }

  /// A new reading: one that is under way at this moment may be of before the change.
  @Override
  public void everythingChanged() {
    reading = new Reading();
  }

  private final class Reading {
    private @Nullable Map<String, Set<String>> permissionsByRole;

    synchronized Map<String, Set<String>> get() {
      if (permissionsByRole == null) {
        permissionsByRole = database.read(table::permissionsByRole);
      }
      return permissionsByRole;
    }
  }
}
