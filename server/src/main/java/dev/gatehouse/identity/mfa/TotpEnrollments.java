package dev.gatehouse.identity.mfa;

import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.onetime.OneTimeToken;
import dev.gatehouse.identity.onetime.OneTimeTokens;
import dev.gatehouse.identity.onetime.Purpose;
import dev.gatehouse.platform.crypto.Randomness;
import dev.gatehouse.platform.crypto.Sealer;
import dev.gatehouse.platform.storage.Tx;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalLong;

/// Keys that were shown to a user and do not count yet, sealed, the newest alone. The key that
/// counts stays in use until a code made with the new one has come back.
///
/// `gatehouse keys reseal` passes over them: they are over in a quarter of an hour.
public final class TotpEnrollments {
  /// 160 bits, as RFC 4226 section 4 recommends.
  private static final int KEY_BYTES = 20;

  private static final int TRIES = 5;

  private final OneTimeTokens tokens;
  private final TotpFactor totp;
  private final Sealer sealer;
  private final Randomness random;
  private final Clock clock;

  public TotpEnrollments(
      OneTimeTokens tokens, TotpFactor totp, Sealer sealer, Randomness random, Clock clock) {
    this.tokens = tokens;
    this.totp = totp;
    this.sealer = sealer;
    this.random = random;
    this.clock = clock;
  }

  /// A new key, in the place of one that was not confirmed; what an authenticator app reads.
  public String begin(Tx tx, UserId user, long epoch) {
    byte[] key = random.bytes(KEY_BYTES);
    String sealed = Base64.getUrlEncoder().encodeToString(sealer.seal(place(user), key));
    drop(tx, user);
    tokens.issue(tx, user, Purpose.TOTP_ENROLLMENT, epoch, sealed);
    return Base32.RFC4648.encode(key);
  }

  /// Lets the key count when `code` was made with it.
  public Outcome confirm(Tx tx, UserId user, long epoch, String code) {
    OneTimeToken pending =
        tokens
            .newestOf(tx, user, Purpose.TOTP_ENROLLMENT)
            .filter(found -> found.epoch() == epoch)
            .orElse(null);
    if (pending == null || !tokens.countTry(tx, pending, TRIES)) {
      return Outcome.NOTHING_BEGUN;
    }
    byte[] key = key(user, pending).orElse(null);
    if (key == null) {
      return Outcome.NOTHING_BEGUN;
    }
    OptionalLong step = Totp.stepOf(key, Totp.plain(code), clock.instant());
    if (step.isEmpty()) {
      return Outcome.WRONG_CODE;
    }
    if (!tokens.use(tx, pending)) {
      return Outcome.NOTHING_BEGUN;
    }
    totp.switchOn(tx, user, key, step.getAsLong());
    return Outcome.CONFIRMED;
  }

  /// What was not confirmed can't be any more.
  void drop(Tx tx, UserId user) {
    tokens.voidAllOf(tx, user, Purpose.TOTP_ENROLLMENT);
  }

  private Optional<byte[]> key(UserId user, OneTimeToken pending) {
    return Optional.ofNullable(pending.subject())
        .flatMap(sealed -> sealer.open(place(user), Base64.getUrlDecoder().decode(sealed)));
  }

  private static Sealer.Place place(UserId user) {
    return new Sealer.Place("one_time_tokens", "subject", user.toString(), "totp enrollment");
  }

  /// What came of a code.
  public enum Outcome {
    CONFIRMED,
    WRONG_CODE,
    /// There is no key to confirm, or too many codes were tried.
    NOTHING_BEGUN
  }
}
