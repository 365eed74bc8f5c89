package dev.gatehouse.flows.transfer.legacy;

import dev.gatehouse.identity.access.Grants;
import dev.gatehouse.identity.access.RoleChanges;
import dev.gatehouse.identity.access.Roles;
import dev.gatehouse.identity.accounts.CarriedAccount;
import dev.gatehouse.identity.accounts.CarriedAccounts;
import dev.gatehouse.identity.accounts.EmailAddress;
import dev.gatehouse.identity.accounts.TotpSecrets;
import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.audit.Audit;
import dev.gatehouse.identity.passwords.Passwords;
import dev.gatehouse.identity.revocations.Revocations;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Stores old users, a batch in one transaction. One who is there already stays as they are.
public final class LegacyBatch {
  private final CarriedAccounts carried = new CarriedAccounts();
  private final Grants grants = new Grants();
  private final Parts parts;

  LegacyBatch(Parts parts) {
    this.parts = parts;
  }

  /// Makes whichever roles are missing. They allow nothing.
  void makeRoles(LegacyRoles wanted) {
    wanted
        .named()
        .forEach((name, description) ->
            parts.revocations.write((tx, endings) -> {
              if (parts.roles.find(tx, name).isEmpty()) {
                String told = description.isEmpty() ? null : description;
                parts.changes.create(tx, endings, name, told, List.of());
              }
              return true;
            }));
  }

  /// @throws dev.gatehouse.platform.storage.StorageException.UniqueViolation when another
  ///   transaction took a mailbox meanwhile; none is stored then
  List<Fate> store(List<LegacyUser> users, LegacyRoles roles) {
    return users.isEmpty() ? List.of() : parts.database.write(tx -> store(tx, users, roles));
  }

  private List<Fate> store(Tx tx, List<LegacyUser> users, LegacyRoles roles) {
    Instant now = parts.database.clock().instant();
    Set<UserId> known = carried.taken(tx, users.stream().map(LegacyUser::id).toList());
    List<EmailAddress> addresses = users.stream().map(LegacyUser::address).toList();
    Set<String> mailboxes = new HashSet<>(carried.find(tx, addresses).keySet());
    mailboxes.addAll(carried.findKept(tx, addresses, now));
    List<Fate> fates = new ArrayList<>();
    List<CarriedAccounts.New> added = new ArrayList<>();
    Map<UserId, List<String>> granted = new HashMap<>();
    for (LegacyUser user : users) {
      if (known.contains(user.id())) {
        fates.add(new Fate.CarriedBefore(user));
      } else if (mailboxes.contains(user.address().key())) {
        fates.add(new Fate.Taken(user));
      } else {
        added.add(new CarriedAccounts.New(account(user, now), user.address()));
        granted.put(user.id(), roles.of(user));
        fates.add(new Fate.Created(user));
      }
    }
    carried.insert(tx, added, now);
    grants.giveAll(tx, granted);
    return fates;
  }

  private CarriedAccount account(LegacyUser user, Instant now) {
    byte[] secret = user.totpSecret();
    return new CarriedAccount(
        user.id(),
        user.address().value(),
        user.name(),
        user.hash(),
        user.active(),
        user.verified(),
        user.legacyId(),
        user.metadata(),
        Objects.requireNonNullElse(user.createdAt(), now),
        user.lastLogin(),
        secret == null ? null : parts.totpSecrets.seal(user.id(), secret));
  }

  /// What became of a user.
  sealed interface Fate {
    record Created(LegacyUser user) implements Fate {}

    record CarriedBefore(LegacyUser user) implements Fate {}

    record Taken(LegacyUser user) implements Fate {}
  }

  /// The features that carrying over joins.
  public record Parts(
      Database database,
      Revocations revocations,
      Roles roles,
      RoleChanges changes,
      Passwords passwords,
      TotpSecrets totpSecrets,
      Audit audit) {}
}
