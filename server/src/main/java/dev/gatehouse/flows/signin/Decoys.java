package dev.gatehouse.flows.signin;

import dev.gatehouse.identity.accounts.Accounts;
import dev.gatehouse.identity.accounts.EmailAddress;
import dev.gatehouse.identity.passwords.PasswordHash;
import dev.gatehouse.platform.crypto.Digests;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.StorageException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Which hash a password is checked against where there is none to check: one of the stored mix,
/// the same one each time for the same email. So an email without an account costs what some
/// account costs, also while hashes of several kinds and costs are stored.
public final class Decoys {
  private static final int SAMPLED = 200;
  private static final long RENEWED_NANOS = Duration.ofMinutes(10).toNanos();

  private final Database database;
  private final Accounts accounts;
  private final byte[] key;
  private final AtomicLong sampledAt = new AtomicLong();
  private volatile List<PasswordHash> mix;

  /// @param key 32 secret bytes, so that nobody can tell which emails share a decoy
  public Decoys(Database database, Accounts accounts, byte[] key) {
    this.database = database;
    this.accounts = accounts;
    this.key = key.clone();
    this.mix = sample();
    this.sampledAt.set(System.nanoTime());
  }

  /// The decoy of `email`; null, for the configured kind and cost, while nobody has a password.
  @Nullable PasswordHash of(EmailAddress email) {
    renewInBackground();
    List<PasswordHash> known = mix;
    if (known.isEmpty()) {
      return null;
    }
    byte[] digest = Digests.hmac(key, email.key().getBytes(StandardCharsets.UTF_8));
    return known.get(Math.floorMod(ByteBuffer.wrap(digest).getInt(), known.size()));
  }

  private void renewInBackground() {
    long last = sampledAt.get();
    long now = System.nanoTime();
    if (now - last > RENEWED_NANOS && sampledAt.compareAndSet(last, now)) {
      Thread.ofVirtual().name("decoys").start(this::renew);
    }
  }

  private void renew() {
    try {
      mix = sample();
    } catch (StorageException e) {
      // The old mix serves on.
    }
  }

  private List<PasswordHash> sample() {
    return database.read(tx -> accounts.sampleHashes(tx, SAMPLED)).stream()
        .map(PasswordHash::new)
        .toList();
  }
}
