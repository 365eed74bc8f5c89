package dev.gatehouse.flows.administration;

import dev.gatehouse.flows.administration.Acts.Act;
import dev.gatehouse.identity.access.NamedPermission;
import dev.gatehouse.identity.access.Powers;
import dev.gatehouse.identity.access.Role;
import dev.gatehouse.identity.access.RoleChanges;
import dev.gatehouse.identity.access.Roles;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.Tx;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Creates, changes and deletes roles and permissions.
///
/// Whoever changes a role must hold all that it allows, before and after. The role `admin` always
/// allows everything and can't be changed.
public final class RoleAdministration {
  private final Database database;
  private final Acts acts;
  private final Roles roles;
  private final RoleChanges changes;

  RoleAdministration(Database database, Acts acts, Roles roles, RoleChanges changes) {
    this.database = database;
    this.acts = acts;
    this.roles = roles;
    this.changes = changes;
  }

  public List<Role> list() {
    return database.read(roles::list);
  }

  public Optional<Role> find(String name) {
    return database.read(tx -> roles.find(tx, name));
  }

  public List<NamedPermission> permissions() {
    return database.read(changes::permissions);
  }

  public Outcome<Role> create(
      Actor actor, String name, @Nullable String description, List<String> allowed) {
    Act act = new Act(actor, "role.create", null, name);
    return acts.perform(
        act,
        new Denial.NameTaken(),
        (tx, endings) -> {
          requireKnown(tx, allowed);
          requireHeld(actor, allowed);
          if (roles.find(tx, name).isPresent()) {
            throw Acts.deny(new Denial.NameTaken());
          }
          changes.create(tx, endings, name, description, allowed);
          acts.record(tx, act);
          return roles.find(tx, name).orElseThrow();
        });
  }

  /// Changes a role. What it allows counts from now on for all who hold it, on tokens that they
  /// have already.
  ///
  /// @param allowed the codes of all that it is to allow; null to leave that as it is
  public Outcome<Role> change(
      Actor actor, String name, @Nullable Description description, @Nullable List<String> allowed) {
    String detail = allowed == null ? name : name + ": " + String.join(" ", allowed);
    Act act = new Act(actor, "role.change", null, detail);
    return acts.perform(
        act,
        new Denial.NameTaken(),
        (tx, endings) -> {
          Role before = begin(tx, actor, name);
          if (allowed != null) {
            requireChangeable(before);
            requireKnown(tx, allowed);
            requireHeld(actor, allowed);
            changes.allow(tx, endings, name, allowed);
          }
          if (description != null) {
            changes.describe(tx, name, description.value);
          }
          acts.record(tx, act);
          return roles.find(tx, name).orElseThrow();
        });
  }

  /// Takes the role from all who hold it, and deletes it.
  public Outcome<String> delete(Actor actor, String name) {
    Act act = new Act(actor, "role.delete", null, name);
    return acts.perform(
        act,
        new Denial.NameTaken(),
        (tx, endings) -> {
          Role before = begin(tx, actor, name);
          if (before.builtIn()) {
            throw Acts.deny(new Denial.BuiltIn());
          }
          changes.delete(tx, endings, name);
          acts.record(tx, act);
          return name;
        });
  }

  /// Creates a permission for the operator's own apps; the server never asks for it. Only an
  /// administrator holds it then.
  public Outcome<NamedPermission> createPermission(
      Actor actor, String name, @Nullable String description) {
    Act act = new Act(actor, "permission.create", null, name);
    return acts.perform(
        act,
        new Denial.NameTaken(),
        (tx, _) -> {
          changes.createPermission(tx, name, description);
          acts.record(tx, act);
          return new NamedPermission(name, description, false);
        });
  }

  /// Takes the permission from every role, and deletes it.
  public Outcome<String> deletePermission(Actor actor, String name) {
    Act act = new Act(actor, "permission.delete", null, name);
    return acts.perform(
        act,
        new Denial.NameTaken(),
        (tx, endings) -> {
          roles.lockAdministrators(tx);
          NamedPermission found =
              changes.permissions(tx).stream()
                  .filter(one -> one.name().equals(name))
                  .findFirst()
                  .orElseThrow(() -> Acts.deny(new Denial.NotFound()));
          if (found.builtIn()) {
            throw Acts.deny(new Denial.BuiltIn());
          }
          requireHeld(actor, List.of(name));
          changes.deletePermission(tx, endings, name);
          acts.record(tx, act);
          return name;
        });
  }

  private Role begin(Tx tx, Actor actor, String name) {
    roles.lockAdministrators(tx);
    changes.lock(tx, name);
    Role role = roles.find(tx, name).orElseThrow(() -> Acts.deny(new Denial.NotFound()));
    if (!actor.powers().cover(role.powers())) {
      throw Acts.deny(new Denial.MorePowerful());
    }
    return role;
  }

  private static void requireChangeable(Role role) {
    if (role.name().equals(Roles.ADMIN)) {
      throw Acts.deny(new Denial.BuiltIn());
    }
  }

  private void requireKnown(Tx tx, List<String> wanted) {
    List<String> known = changes.permissions(tx).stream().map(NamedPermission::name).toList();
    for (String name : wanted) {
      if (!known.contains(name)) {
        throw Acts.deny(new Denial.Unknown(name));
      }
    }
  }

  private static void requireHeld(Actor actor, List<String> wanted) {
    if (!actor.powers().cover(new Powers(false, Set.copyOf(wanted)))) {
      throw Acts.deny(new Denial.MoreThanHeld());
    }
  }

  /// What a role is for, from now on.
  ///
  /// @param value null for nothing
  public record Description(@Nullable String value) {}
}
