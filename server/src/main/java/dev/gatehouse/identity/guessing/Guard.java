package dev.gatehouse.identity.guessing;

import dev.gatehouse.identity.accounts.Account;
import dev.gatehouse.identity.accounts.EmailAddress;
import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.platform.crypto.Digests;
import dev.gatehouse.platform.metrics.Figures;
import dev.gatehouse.platform.redis.Redis;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Slows whoever guesses at secrets: growing delays, and never a lock, for an account from an
/// address, for an account from everywhere, and for an address.
///
/// An attempt is counted before it is looked at, so that a hundred at once are a hundred, and taken
/// back when it succeeds. While a delay lasts a right secret is refused like a wrong one, and an
/// email without an account is counted like one with. A device that is known to be the account's
/// owner's has a lane of its own, so that nobody can keep the owner out. Safe for use by many
/// threads.
public final class Guard {
  private static final int HASH_BYTES = 16;

  private final byte[] key;
  private final Devices devices;
  private final InstantSource clock;
  private final LocalTries local = new LocalTries();
  private final @Nullable SharedTries shared;
  private final LongAdder delayed = new LongAdder();

  /// @param key 32 secret bytes
  /// @param clock the time on which all nodes agree
  /// @param redis where the nodes count together; null to count in memory
  public Guard(byte[] key, Devices devices, InstantSource clock, @Nullable Redis redis) {
    this.key = key.clone();
    this.devices = devices;
    this.clock = clock;
    this.shared = redis == null ? null : new SharedTries(redis);
  }

  /// Counts somebody who comes to a door behind which a secret is checked, for their address.
  ///
  /// @param asked whether [#onDevice], [#on] or [#requireOwn] is asked behind it before any secret
  ///   is looked at: whoever shows some device's cookie may come so far even while their address
  ///   has to wait, and no further unless it is the device of the very account they try
  /// @throws TooManyAttempts when they have to wait
  public Attempt atDoor(Client client, boolean asked) {
    Result result = count(List.of(key(Lane.ADDRESS, client.source())));
    return result
        .attempt
        .or(() ->
            asked && mayBeKnown(client)
                ? Optional.of(new Attempt(this, result.waitMillis))
                : Optional.empty())
        .orElseThrow(() -> tooMany(result.waitMillis));
  }

  /// Counts an attempt at the secret of an account, known or not.
  ///
  /// @throws TooManyAttempts when it has to wait
  public Attempt on(EmailAddress email, Client client) {
    requireCounted();
    return orThrow(
        count(
            List.of(
                key(Lane.ACCOUNT, email.key()),
                key(Lane.PAIR, email.key() + " " + client.source()))));
  }

  /// Counts an attempt at the secret of `account` for the device that it comes from; empty when
  /// `account` was not signed in on it, or its lane is closed.
  public Optional<Attempt> onDevice(Account account, Client client) {
    Optional<Key> device = deviceKey(client).filter(_ -> devices.isOf(account, client.device()));
    if (device.isEmpty()) {
      return Optional.empty();
    }
    Result result = count(List.of(device.get()));
    if (result.attempt.isEmpty()) {
      local.hold(device.get(), now() + result.waitMillis);
    }
    return result.attempt;
  }

  /// Sees that whoever was let in at a door for the sake of their device goes on only where it is a
  /// device of the account: what they try there is counted elsewhere. Not to be called in a unit of
  /// work.
  ///
  /// @param account whose secret they try, asked for only when it matters
  /// @throws TooManyAttempts when their address has to wait, and the device is not the account's
  public void requireOwn(Supplier<Optional<Account>> account, Client client) {
    if (Attempt.owedMillis() > 0
        && account.get().filter(one -> devices.isOf(one, client.device())).isEmpty()) {
      requireCounted();
    }
  }

  /// Whether `client` shows a cookie of some account's device, so that it is worth a look.
  public boolean mayBeKnown(Client client) {
    return devices.idOf(client.device()).isPresent();
  }

  /// Counts an API key that may be none, before it is looked up.
  ///
  /// @throws TooManyAttempts when too many were none
  public Attempt onKey(Client client) {
    return orThrow(count(List.of(key(Lane.KEY, client.source()))));
  }

  /// Declares how many attempts were not let in.
  public void declare(Figures figures) {
    figures.counter(
        "guesses_delayed", "Attempts at secrets that came during a delay.", delayed::sum);
  }

  void refund(List<Key> keys, Counted here, @Nullable Counted everywhere) {
    local.refund(keys, here.until());
    if (shared != null && everywhere != null) {
      shared.refund(keys, everywhere.until());
    }
  }

  void judge(List<Key> keys) {
    local.judge(keys);
  }

  void forget(List<Key> keys) {
    for (Key one : keys) {
      if (one.lane() == Lane.PAIR || one.lane() == Lane.DEVICE) {
        local.clear(one);
        if (shared != null) {
          shared.clear(one);
        }
      }
    }
  }

  /// Counted here even while Redis decides, so that nothing opens when Redis goes.
  private Result count(List<Key> keys) {
    Counted here = local.count(keys, clock);
    if (!here.isLetIn()) {
      return new Result(Optional.empty(), here.waitMillis());
    }
    Counted everywhere = shared == null ? null : shared.count(keys, now()).orElse(null);
    if (everywhere != null && !everywhere.isLetIn()) {
      local.refund(keys, here.until());
      local.judge(keys);
      return new Result(Optional.empty(), everywhere.waitMillis());
    }
    return new Result(Optional.of(new Attempt(this, keys, here, everywhere)), 0);
  }

  private void requireCounted() {
    long owed = Attempt.owedMillis();
    if (owed > 0) {
      throw tooMany(owed);
    }
  }

  private Attempt orThrow(Result result) {
    return result.attempt.orElseThrow(() -> tooMany(result.waitMillis));
  }

  private TooManyAttempts tooMany(long waitMillis) {
    delayed.increment();
    return new TooManyAttempts(Duration.ofMillis(waitMillis));
  }

  private Optional<Key> deviceKey(Client client) {
    return devices.idOf(client.device()).map(id -> key(Lane.DEVICE, id));
  }

  private long now() {
    return clock.millis();
  }

  private Key key(Lane lane, String text) {
    byte[] hash =
        Digests.hmac(key, new byte[] {(byte) lane.code()}, text.getBytes(StandardCharsets.UTF_8));
    return new Key(
        lane,
        Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, HASH_BYTES)));
  }

  private record Result(Optional<Attempt> attempt, long waitMillis) {}
}
