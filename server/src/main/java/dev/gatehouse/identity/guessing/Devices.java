package dev.gatehouse.identity.guessing;

import dev.gatehouse.identity.accounts.Account;
import dev.gatehouse.platform.crypto.Digests;
import dev.gatehouse.platform.crypto.Randomness;
import dev.gatehouse.platform.crypto.Secret;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// Cookies that say that an account was signed in on a device: account, epoch and a random id under
/// a tag. Such a cookie opens nothing; it only keeps its owner out of the delays that others cause.
/// It ends with the epoch, so a new password makes strangers of all devices.
public final class Devices {
  private static final int ID_BYTES = 16;
  private static final int CONTENT_BYTES = 16 + 8 + ID_BYTES;
  private static final int TAG_BYTES = 32;
  private static final int LENGTH = 96;
  private static final String PLAIN_NAME = "gh_device";
  private static final String NAME = "__Host-" + PLAIN_NAME;

  /// The longest that browsers keep one.
  private static final String ATTRIBUTES = "; Path=/; HttpOnly; SameSite=Lax; Max-Age=34560000";

  private final byte[] key;
  private final Randomness random;
  private final boolean secure;

  /// @param key 32 secret bytes
  /// @param secure whether browsers reach the server by https alone
  public Devices(byte[] key, Randomness random, boolean secure) {
    this.key = key.clone();
    this.random = random;
    this.secure = secure;
  }

  /// What `Set-Cookie` says to a device on which `account` has just been signed in.
  public Secret cookie(Account account) {
    String name = secure ? NAME : PLAIN_NAME;
    String attributes = secure ? "; Secure" + ATTRIBUTES : ATTRIBUTES;
    return new Secret(name + "=" + remember(account).reveal() + attributes);
  }

  /// What a client has kept of such a cookie; empty when it has nothing.
  ///
  /// @param cookies the value of the cookie with a name, if it was sent
  public static Secret shown(Function<String, Optional<String>> cookies) {
    return new Secret(cookies.apply(NAME).or(() -> cookies.apply(PLAIN_NAME)).orElse(""));
  }

  private Secret remember(Account account) {
    byte[] content =
        ByteBuffer.allocate(CONTENT_BYTES)
            .put(accountAndEpoch(account))
            .put(random.bytes(ID_BYTES))
            .array();
    ByteBuffer whole =
        ByteBuffer.allocate(CONTENT_BYTES + TAG_BYTES).put(content).put(Digests.hmac(key, content));
    return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(whole.array()));
  }

  /// Whether `cookie` was given out for `account` as it is now.
  public boolean isOf(Account account, Secret cookie) {
    return content(cookie)
        .filter(content -> Arrays.equals(Arrays.copyOf(content, 24), accountAndEpoch(account)))
        .isPresent();
  }

  /// The random id in `cookie`, if it was given out for `account` as it is now.
  public Optional<String> idOf(Account account, Secret cookie) {
    return isOf(account, cookie) ? idOf(cookie) : Optional.empty();
  }

  /// The random id in a cookie that was given out here.
  Optional<String> idOf(Secret cookie) {
    return content(cookie)
        .map(content -> HexFormat.of().formatHex(content, CONTENT_BYTES - ID_BYTES, CONTENT_BYTES));
  }

  private Optional<byte[]> content(Secret cookie) {
    if (cookie.reveal().length() != LENGTH) {
      return Optional.empty();
    }
    try {
      byte[] whole = Base64.getUrlDecoder().decode(cookie.reveal());
      byte[] content = Arrays.copyOf(whole, CONTENT_BYTES);
      byte[] tag = Arrays.copyOfRange(whole, CONTENT_BYTES, whole.length);
      return Digests.equal(tag, Digests.hmac(key, content))
          ? Optional.of(content)
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static byte[] accountAndEpoch(Account account) {
    UUID id = account.id().value();
    return ByteBuffer.allocate(24)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .putLong(account.authEpoch())
        .array();
  }
}
