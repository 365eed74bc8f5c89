package dev.gatehouse.identity.onetime;

import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.platform.crypto.Digests;
import dev.gatehouse.platform.crypto.Randomness;
import dev.gatehouse.platform.storage.Tx;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Makes, finds and uses one-time tokens: `gto_` and 32 random bytes in base64url, of which only
/// the SHA-256 is stored.
public final class OneTimeTokens {
  /// How long a token's tries are counted against its user.
  public static final Duration REMEMBERED = Duration.ofMinutes(15);

  private static final String PREFIX = "gto_";
  private static final int BYTES = 32;
  private static final Pattern FORM = Pattern.compile("gto_[A-Za-z0-9_-]{43}");

  private final OneTimeTokenTable table = new OneTimeTokenTable();
  private final Randomness random;
  private final Clock clock;

  public OneTimeTokens(Randomness random, Clock clock) {
    this.random = random;
    this.clock = clock;
  }

  /// A new token for `user`; what was made before stays.
  ///
  /// @param epoch the user's, read in the same transaction
  public String issue(Tx tx, UserId user, Purpose purpose, long epoch) {
    return issue(tx, user, purpose, epoch, null);
  }

  /// A new token for `user` that is about `subject`; what was made before stays.
  ///
  /// @param epoch the user's, read in the same transaction
  public String issue(Tx tx, UserId user, Purpose purpose, long epoch, @Nullable String subject) {
    return store(tx, purpose, new OneTimeToken(random.uuid(), user, epoch, subject), 0);
  }

  /// The token that `text` is, while it can be used for one of `purposes`. That uses nothing up.
  public Optional<OneTimeToken> find(Tx tx, String text, Purpose... purposes) {
    if (!FORM.matcher(text).matches()) {
      return Optional.empty();
    }
    return table.find(tx, hash(text), codes(purposes), clock.instant());
  }

  /// Uses the token up; false when somebody else has, or its time is over.
  public boolean use(Tx tx, OneTimeToken token) {
    return table.use(tx, token.id(), clock.instant());
  }

  /// Counts one try at what has to be shown beside the token; false when there were `most`, or the
  /// token is used or over.
  public boolean countTry(Tx tx, OneTimeToken token, int most) {
    return table.countTry(tx, token.id(), most, clock.instant());
  }

  /// How many tokens of `purpose` the user was given within `window`, used or not.
  public long issuedWithin(Tx tx, UserId user, Purpose purpose, Duration window) {
    return table.issued(tx, user, purpose.code(), clock.instant().minus(window));
  }

  /// How many of those can still be used by an account that is at `epoch`.
  public long liveWithin(Tx tx, UserId user, Purpose purpose, long epoch, Duration window) {
    return table.live(tx, user, purpose.code(), epoch, clock.instant().minus(window));
  }

  /// Counts one try where there is no token that could count it: a token that nobody is given does.
  public void countUnseen(
      Tx tx, UserId user, Purpose purpose, long epoch, @Nullable String subject) {
    store(tx, purpose, new OneTimeToken(random.uuid(), user, epoch, subject), 1);
  }

  /// The newest token of the user's that can be used for `purpose`.
  public Optional<OneTimeToken> newestOf(Tx tx, UserId user, Purpose purpose) {
    return table.newestOf(tx, user, purpose.code(), clock.instant());
  }

  /// When the user's tokens of `purpose` about `subject` were made that have seen a try, within
  /// [#REMEMBERED]; the latest first.
  public List<Instant> recentTries(Tx tx, UserId user, Purpose purpose, @Nullable String subject) {
    return table.tries(tx, user, purpose.code(), subject, clock.instant().minus(REMEMBERED));
  }

  /// Up to `most` tokens that the user was given or that count something about them, the newest
  /// first: what for and when, and nothing that could be used.
  public List<Given> of(Tx tx, UserId user, int most) {
    return table.of(tx, user, most);
  }

  /// Voids whatever else the user was given, but the links that undo a change of email: whoever
  /// stole the account would void them. What was tried with it is remembered.
  public void voidAllOf(Tx tx, UserId user) {
    table.useAllBut(tx, user, Purpose.UNDO_EMAIL.code(), clock.instant());
  }

  /// Voids whatever else the user of `token` was given, those links as well that are later than it.
  public void voidAllSince(Tx tx, OneTimeToken token) {
    voidAllOf(tx, token.user());
    table.useAllSince(tx, token.user(), token.id(), clock.instant());
  }

  /// Voids whatever the user was given, the links that undo a change of email as well: for whoever
  /// has the account set right by an operator.
  public void voidEverythingOf(Tx tx, UserId user) {
    voidAllOf(tx, user);
    voidAllOf(tx, user, Purpose.UNDO_EMAIL);
  }

  /// Voids what the user was given for one purpose.
  public void voidAllOf(Tx tx, UserId user, Purpose purpose) {
    table.useAllOf(tx, user, purpose.code(), clock.instant());
  }

  /// Deletes up to `most` whose time has long been over; the number deleted.
  public int forgetExpired(Tx tx, int most) {
    return table.deleteExpired(tx, clock.instant().minus(REMEMBERED), most);
  }

  private String store(Tx tx, Purpose purpose, OneTimeToken token, int tries) {
    String text =
        PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random.bytes(BYTES));
    table.insert(tx, token, purpose, hash(text), tries, clock.instant());
    return text;
  }

  private static List<String> codes(Purpose... purposes) {
    return Stream.of(purposes).map(Purpose::code).toList();
  }

  private static byte[] hash(String text) {
    return Digests.sha256(text.getBytes(StandardCharsets.US_ASCII));
  }

  /// A token, without the token.
  ///
  /// @param usedAt when it was used or voided; null for neither
  public record Given(
      String purpose, Instant createdAt, Instant expiresAt, @Nullable Instant usedAt) {}
}
