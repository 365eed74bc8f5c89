package dev.gatehouse.identity.access;

import dev.gatehouse.identity.revocations.Endings;
import dev.gatehouse.platform.crypto.Randomness;
import dev.gatehouse.platform.storage.Tx;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Changes what there is of roles and permissions. Whoever holds a role that changes has a new
/// epoch, in the same transaction, and one row of news tells every node. Who may do it is the
/// caller's business.
public final class RoleChanges {
  private final RoleTable table = new RoleTable();
  private final PermissionTable permissions = new PermissionTable();
  private final Randomness random;

  public RoleChanges(Randomness random) {
    this.random = random;
  }

  public List<NamedPermission> permissions(Tx tx) {
    return permissions.all(tx);
  }

  /// From here to the end of the transaction nobody else's changes this role.
  public void lock(Tx tx, String role) {
    table.lock(tx, role);
  }

  /// Makes it.
  ///
  /// @throws dev.gatehouse.platform.storage.StorageException.UniqueViolation when the name is taken
  public void create(
      Tx tx,
      Endings endings,
      String name,
      @Nullable String description,
      Collection<String> allowed) {
    var id = random.uuid();
    table.insert(tx, id, name, description);
    new TreeSet<>(allowed).forEach(permission -> table.allow(tx, id, permission));
    endings.roles();
  }

  public void describe(Tx tx, String role, @Nullable String description) {
    table.find(tx, role).ifPresent(found -> table.describe(tx, found.id(), description));
  }

  /// Lets the role allow exactly `wanted`; false when it did already.
  public boolean allow(Tx tx, Endings endings, String role, Collection<String> wanted) {
    RoleTable.Stored found = table.find(tx, role).orElseThrow();
    Set<String> now = new TreeSet<>(table.permissionsOf(tx, found.id()));
    Set<String> next = new TreeSet<>(wanted);
    if (now.equals(next)) {
      return false;
    }
    now.stream()
        .filter(one -> !next.contains(one))
        .forEach(one -> table.disallow(tx, found.id(), one));
    next.stream()
        .filter(one -> !now.contains(one))
        .forEach(one -> table.allow(tx, found.id(), one));
    table.raiseEpochs(tx, found.id());
    endings.roles();
    return true;
  }

  /// Takes the role from everybody who holds it, and deletes it.
  public void delete(Tx tx, Endings endings, String role) {
    RoleTable.Stored found = table.find(tx, role).orElseThrow();
    table.raiseEpochs(tx, found.id());
    table.delete(tx, found.id());
    endings.roles();
  }

  /// Makes it.
  ///
  /// @throws dev.gatehouse.platform.storage.StorageException.UniqueViolation when the name is taken
  public void createPermission(Tx tx, String name, @Nullable String description) {
    permissions.insert(tx, random.uuid(), name, description);
  }

  /// Takes the permission from every role, and deletes it.
  public void deletePermission(Tx tx, Endings endings, String name) {
    permissions.raiseEpochs(tx, name);
    permissions.delete(tx, name);
    endings.roles();
  }
}
