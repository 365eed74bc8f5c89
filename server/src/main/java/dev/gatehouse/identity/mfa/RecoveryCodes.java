package dev.gatehouse.identity.mfa;

import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.sessions.AuthMethods;
import dev.gatehouse.platform.crypto.Digests;
import dev.gatehouse.platform.crypto.Randomness;
import dev.gatehouse.platform.storage.Tx;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/// Codes for the day when the phone is gone: ten of 80 random bits each, shown once, kept as
/// SHA-256 over user and code, each good for one use.
public final class RecoveryCodes implements CodeFactor {
  public static final String METHOD = "recovery_code";

  private static final int COUNT = 10;
  private static final int BYTES = 10;
  private static final int GROUP = 4;
  private static final int LENGTH = 16;

  private final RecoveryCodeTable table = new RecoveryCodeTable();
  private final Randomness random;
  private final Clock clock;

  public RecoveryCodes(Randomness random, Clock clock) {
    this.random = random;
    this.clock = clock;
  }

  @Override
  public String method() {
    return METHOD;
  }

  @Override
  public String provenAs() {
    return AuthMethods.RECOVERY;
  }

  @Override
  public boolean isSetUp(Tx tx, UserId user) {
    return left(tx, user) > 0;
  }

  /// How many the user can still use.
  public int left(Tx tx, UserId user) {
    return table.unused(tx, user).size();
  }

  /// A new set, in the place of the one before.
  public List<String> renew(Tx tx, UserId user) {
    table.deleteAllOf(tx, user);
    List<String> codes = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      String code = Base32.CROCKFORD.encode(random.bytes(BYTES));
      table.insert(tx, random.uuid(), user, hash(user, code), clock.instant());
      codes.add(code.replaceAll("(.{" + GROUP + "})(?!$)", "$1-"));
    }
    return List.copyOf(codes);
  }

  /// The user has none from here on.
  @Override
  public void remove(Tx tx, UserId user) {
    table.deleteAllOf(tx, user);
  }

  /// What was made at `moment` or later is gone.
  void deleteSince(Tx tx, UserId user, Instant moment) {
    table.deleteSince(tx, user, moment);
  }

  @Override
  public boolean use(Tx tx, UserId user, String code) {
    byte[] presented = hash(user, plain(code));
    UUID found = null;
    for (RecoveryCodeTable.Stored stored : table.unused(tx, user)) {
      if (Digests.equal(stored.hash(), presented)) {
        found = stored.id();
      }
    }
    return found != null && table.use(tx, found, clock.instant());
  }

  /// Whether `code` has as many letters as one of these.
  static boolean resembles(String code) {
    return plain(code).length() == LENGTH;
  }

  /// However it was typed: small letters, dashes and spaces, letters taken for digits.
  private static String plain(String code) {
    return code.toUpperCase(Locale.ROOT)
        .replaceAll("[\\s\\p{Pd}]", "")
        .replace('O', '0')
        .replace('I', '1')
        .replace('L', '1');
  }

  private static byte[] hash(UserId user, String plain) {
    return Digests.sha256((user + " " + plain).getBytes(StandardCharsets.UTF_8));
  }
}
