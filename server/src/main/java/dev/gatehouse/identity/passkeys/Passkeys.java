package dev.gatehouse.identity.passkeys;

import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.platform.crypto.Digests;
import dev.gatehouse.platform.crypto.Randomness;
import dev.gatehouse.platform.storage.Tx;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Users' passkeys, inside the caller's transaction.
public final class Passkeys {
  /// The most that one user may have.
  public static final int MOST = 20;

  private final PasskeyTable table = new PasskeyTable();
  private final Randomness random;
  private final Clock clock;

  public Passkeys(Randomness random, Clock clock) {
    this.random = random;
    this.clock = clock;
  }

  /// The user's, the oldest first.
  public List<Passkey> of(Tx tx, UserId user) {
    return table.of(tx, user);
  }

  /// Whether the user has any.
  public boolean has(Tx tx, UserId user) {
    return table.count(tx, user) > 0;
  }

  /// How many the user has.
  public long count(Tx tx, UserId user) {
    return table.count(tx, user);
  }

  /// The passkey that authenticators know by `credentialId`, whosesoever it is.
  public Optional<Passkey> find(Tx tx, byte[] credentialId) {
    return table.findByCredential(tx, Digests.sha256(credentialId));
  }

  /// The user's passkey `id`.
  public Optional<Passkey> find(Tx tx, UserId user, PasskeyId id) {
    return table.find(tx, user, id);
  }

  /// Gives the user a passkey.
  ///
  /// @throws dev.gatehouse.platform.storage.StorageException.UniqueViolation when somebody has it
  public Passkey add(Tx tx, UserId user, String name, PasskeyCredential credential) {
    PasskeyId id = new PasskeyId(random.uuid());
    Passkey passkey = new Passkey(id, user, name, credential, clock.instant(), null);
    table.insert(tx, passkey, Digests.sha256(credential.id()));
    return passkey;
  }

  /// Notes a use; false when the passkey is no more, or its count of uses did not rise since it was
  /// read: two hold the key then (WebAuthn section 6.1.1).
  public boolean use(Tx tx, Passkey passkey, SignatureCheck.Outcome.Accepted proof) {
    return table.use(tx, passkey.id(), proof.signCount(), proof.backedUp(), clock.instant());
  }

  /// False when the user has no such passkey.
  public boolean rename(Tx tx, UserId user, PasskeyId id, String name) {
    return table.rename(tx, user, id, name);
  }

  /// False when the user has no such passkey.
  public boolean remove(Tx tx, UserId user, PasskeyId id) {
    return table.delete(tx, user, id);
  }

  /// Takes from the user those that were added at `moment` or later.
  public void removeSince(Tx tx, UserId user, Instant moment) {
    table.deleteSince(tx, user, moment);
  }

  /// Removes every passkey of the user's.
  public void removeAllOf(Tx tx, UserId user) {
    table.deleteAllOf(tx, user);
  }
}
