package dev.gatehouse.flows.apikeys;

import dev.gatehouse.identity.access.Powers;
import dev.gatehouse.identity.access.Roles;
import dev.gatehouse.identity.accounts.Account;
import dev.gatehouse.identity.accounts.Accounts;
import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.apikeys.ApiKey;
import dev.gatehouse.identity.apikeys.ApiKeyId;
import dev.gatehouse.identity.apikeys.ApiKeys;
import dev.gatehouse.identity.apikeys.Scope;
import dev.gatehouse.identity.audit.Audit;
import dev.gatehouse.identity.audit.AuditEvent;
import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.identity.notices.Notice;
import dev.gatehouse.identity.notices.Notices;
import dev.gatehouse.identity.revocations.Endings;
import dev.gatehouse.identity.revocations.Revocations;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A user's own API keys.
///
/// A key is made under the lock of its owner's account, with the rights and the epoch that the
/// account has at that moment: what races a new password, a deactivation or the loss of a role
/// comes before it or gets nothing.
public final class OwnApiKeys {
  private static final String MAKE = "apikey.create";
  private static final String ROTATE = "apikey.rotate";

  private final Database database;
  private final Revocations revocations;
  private final ApiKeys keys;
  private final Parts parts;

  public OwnApiKeys(Database database, Revocations revocations, ApiKeys keys, Parts parts) {
    this.database = database;
    this.revocations = revocations;
    this.keys = keys;
    this.parts = parts;
  }

  /// The live ones, the newest first.
  public List<ApiKey> list(UserId user) {
    return database.read(tx -> keys.live(tx, user));
  }

  /// Makes one.
  ///
  /// @param owner as checked at the door
  /// @param scopes those of oneself, and names of permissions that the owner holds
  /// @param expiresAt null for a key that lives until it is revoked
  public Outcome make(
      Account owner, String name, List<String> scopes, @Nullable Instant expiresAt, Client client) {
    return revocations.write((tx, _) -> make(tx, owner, name, scopes, expiresAt, client));
  }

  private Outcome make(
      Tx tx,
      Account owner,
      String name,
      List<String> scopes,
      @Nullable Instant expiresAt,
      Client client) {
    String user = owner.id().toString();
    if (!isUnchanged(tx, owner)) {
      return refused(tx, MAKE, user, "account_changed", client, new Outcome.Changed());
    }
    Powers powers = parts.roles.powersOf(tx, owner.id());
    Set<String> permissions = new LinkedHashSet<>();
    for (String scope : scopes) {
      if (parts.roles.isPermission(tx, scope) && powers.allow(scope)) {
        permissions.add(scope);
      } else if (!Scope.isOne(scope)) {
        return refused(tx, MAKE, user, "scope_not_held", client, new Outcome.NotHeld(scope));
      }
    }
    if (keys.live(tx, owner.id()).size() >= ApiKeys.MOST) {
      return refused(tx, MAKE, user, "too_many", client, new Outcome.TooMany());
    }
    ApiKey.Grant grant = new ApiKey.Grant(new LinkedHashSet<>(scopes), permissions);
    ApiKeys.Made made = keys.make(tx, owner.id(), new ApiKeys.Wish(name, grant, expiresAt));
    tell(tx, owner, MAKE, made.key(), client);
    return new Outcome.Made(made);
  }

  /// Puts a new key in the place of a live one, which lives on for `overlap`. Of several who do it
  /// at once, one succeeds.
  public Outcome rotate(Account owner, ApiKeyId id, Duration overlap, Client client) {
    return revocations.write((tx, endings) -> rotate(tx, endings, owner, id, overlap, client));
  }

  private Outcome rotate(
      Tx tx, Endings endings, Account owner, ApiKeyId id, Duration overlap, Client client) {
    String user = owner.id().toString();
    if (!isUnchanged(tx, owner)) {
      return refused(tx, ROTATE, user, "account_changed", client, new Outcome.Changed());
    }
    ApiKey old = live(tx, owner.id(), id).orElse(null);
    if (old == null) {
      return new Outcome.NotFound();
    }
    boolean oneMore = overlap.isPositive() && old.life().rotatedAt() == null;
    if (oneMore && keys.live(tx, owner.id()).size() >= ApiKeys.MOST) {
      return refused(tx, ROTATE, user, "too_many", client, new Outcome.TooMany());
    }
    ApiKeys.Rotated rotated = keys.rotate(tx, endings, old, overlap).orElse(null);
    if (rotated == null) {
      return refused(tx, ROTATE, user, "rotated_before", client, new Outcome.RotatedBefore());
    }
    tell(tx, owner, ROTATE, rotated.made().key(), client);
    return new Outcome.Rotated(rotated);
  }

  /// Ends a live key of the user's on every node; false when there is none.
  public boolean revoke(UserId user, ApiKeyId id, Client client) {
    return revocations.write((tx, endings) -> {
      Optional<ApiKey> key = live(tx, user, id);
      if (key.isEmpty() || !keys.revoke(tx, endings, key.get(), ApiKeys.REVOKED_BY_OWNER)) {
        return false;
      }
      AuditEvent event = AuditEvent.done(user.toString(), ApiKeys.REVOKE, id.toString());
      parts.audit.record(tx, event.because(ApiKeys.REVOKED_BY_OWNER), client);
      return true;
    });
  }

  private Optional<ApiKey> live(Tx tx, UserId user, ApiKeyId id) {
    return keys.find(tx, id)
        .filter(key -> key.owner().equals(user) && key.isLiveAt(database.clock().instant()));
  }

  /// Whether the account is as it was when its session was checked, and stays so.
  private boolean isUnchanged(Tx tx, Account seen) {
    parts.accounts.lock(tx, seen.id());
    return parts
        .accounts
        .find(tx, seen.id())
        .filter(Account::isActive)
        .filter(account -> account.authEpoch() == seen.authEpoch())
        .isPresent();
  }

  /// Tells the audit, and the owner by mail: somebody else may have made the key.
  private void tell(Tx tx, Account owner, String action, ApiKey key, Client client) {
    AuditEvent event = AuditEvent.done(owner.id().toString(), action, key.id().toString());
    String what = key.prefix() + " " + String.join(" ", key.grant().scopes());
    parts.audit.record(tx, event.about(what), client);
    Instant when = key.life().createdAt();
    parts.notices.send(tx, owner, Notice.apiKeyMade(key.name(), key.prefix(), client, when));
  }

  private Outcome refused(
      Tx tx, String action, String user, String reason, Client client, Outcome outcome) {
    parts.audit.record(tx, AuditEvent.refused(action, user, reason).by(user), client);
    return outcome;
  }

  /// The features that the making of keys joins.
  public record Parts(Accounts accounts, Roles roles, Audit audit, Notices notices) {}

  /// What came of asking for a key.
  public sealed interface Outcome {
    record Made(ApiKeys.Made made) implements Outcome {}

    record Rotated(ApiKeys.Rotated rotated) implements Outcome {}

    /// The owner has no such live key.
    record NotFound() implements Outcome {}

    /// Another key took its place already.
    record RotatedBefore() implements Outcome {}

    /// A scope names a permission that the owner does not hold, or none.
    record NotHeld(String scope) implements Outcome {}

    /// The owner holds as many live keys as anybody may.
    record TooMany() implements Outcome {}

    /// The account has changed since its session was checked.
    record Changed() implements Outcome {}
  }
}
