package dev.gatehouse.flows.passkeys;

import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.audit.AuditEvent;
import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.identity.notices.Notice;
import dev.gatehouse.identity.passkeys.Passkey;
import dev.gatehouse.identity.passkeys.PasskeyId;
import dev.gatehouse.identity.passkeys.Passkeys;
import dev.gatehouse.identity.revocations.Revocations;
import dev.gatehouse.platform.storage.Database;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A user's own passkeys: to look at, to name, and to remove.
public final class OwnPasskeys {
  private final Database database;
  private final Revocations revocations;
  private final Passkeys passkeys;
  private final Parts parts;

  public OwnPasskeys(Database database, Revocations revocations, Passkeys passkeys, Parts parts) {
    this.database = database;
    this.revocations = revocations;
    this.passkeys = passkeys;
    this.parts = parts;
  }

  /// The oldest first.
  public List<Passkey> list(UserId user) {
    return database.read(tx -> passkeys.of(tx, user));
  }

  /// The passkey under its new name; empty when the user has no such passkey.
  public Optional<Passkey> rename(UserId user, PasskeyId id, String name, Client client) {
    return revocations.write((tx, _) -> {
      if (!passkeys.rename(tx, user, id, name)) {
        return Optional.empty();
      }
      String who = user.toString();
      parts.audit().record(tx, AuditEvent.done(who, "passkey.rename", id.toString()), client);
      return passkeys.find(tx, user, id);
    });
  }

  /// Removes one; false when the user has no such passkey. Sessions stay, and so does a second
  /// factor: a passkey never was what switched that on.
  public boolean remove(UserId user, PasskeyId id, Client client) {
    return revocations.write((tx, _) -> {
      parts.accounts().lock(tx, user);
      Passkey removed = passkeys.find(tx, user, id).orElse(null);
      if (removed == null || !passkeys.remove(tx, user, id)) {
        return false;
      }
      Instant now = database.clock().instant();
      parts.tell(tx, user, Notice.passkeyRemoved(removed.name(), client, now));
      String who = user.toString();
      parts.audit().record(tx, AuditEvent.done(who, "passkey.remove", id.toString()), client);
      return true;
    });
  }
}
