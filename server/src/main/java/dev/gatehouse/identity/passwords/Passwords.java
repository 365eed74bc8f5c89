package dev.gatehouse.identity.passwords;

import dev.gatehouse.identity.passwords.HashPool.Outcome;
import dev.gatehouse.identity.passwords.PasswordHasher.Verdict;
import dev.gatehouse.platform.crypto.Secret;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes and checks password hashes where they cannot slow other requests: on the hash threads.
/// Calls block until the hash is computed. Safe for use by many threads.
public final class Passwords {
  private static final Logger LOG = LoggerFactory.getLogger(Passwords.class);

  private final PasswordHasher hasher;
  private final HashPool pool;

  public Passwords(PasswordHasher hasher, HashPool pool) {
    this.hasher = hasher;
    this.pool = pool;
  }

  /// [PasswordHasher#hash], in the pool. Check the [PasswordPolicy] first.
  ///
  /// @param address the client's network, as rate limits count it
  public Outcome<PasswordHash> hash(String address, Secret password) {
    return pool.run(address, () -> hasher.hash(password));
  }

  /// [PasswordHasher#verify], in the pool. Call it for unknown accounts too, with null: a full pool
  /// and the time taken must not tell whether the account exists.
  ///
  /// @param address the client's network, as rate limits count it
  public Outcome<Verdict> verify(String address, @Nullable PasswordHash stored, Secret password) {
    return pool.run(address, () -> hasher.verify(stored, password));
  }

  /// The same for a device that the account was signed in on: places in the queue are kept for it.
  public Outcome<Verdict> verifyForKnown(
      String address, @Nullable PasswordHash stored, Secret password) {
    return pool.run(address, true, () -> hasher.verify(stored, password));
  }

  /// [PasswordHasher#carry]: cheap, and so not in the pool.
  public PasswordHasher.Carried carry(String text) {
    return hasher.carry(text);
  }

  /// After [Verdict#RIGHT_NEEDS_REHASH] and after the answer was sent: hashes the password anew
  /// when the pool is idle and gives the hash to `store`, on a thread of its own. Does nothing,
  /// with false, when the pool is not idle; the next sign-in will ask again.
  ///
  /// @param store replaces the old hash only if it is still the stored one
  public boolean rehashLater(Secret password, Consumer<PasswordHash> store) {
    return pool.tryRunLater(() -> {
      PasswordHash hash = hasher.hash(password);
      Thread.ofVirtual().name("rehash").start(() -> tryStore(hash, store));
    });
  }

  private static void tryStore(PasswordHash hash, Consumer<PasswordHash> store) {
    try {
      store.accept(hash);
    } catch (RuntimeException e) {
      LOG.warn("A password hash was made anew but not stored; the old one stays", e);
    }
  }
}
