package dev.gatehouse.identity.audit;

import dev.gatehouse.platform.crypto.Digests;
import java.nio.charset.StandardCharsets;

/// What stands for a personal field in the proof of an event: HMAC-SHA-256 under a salt of its own
/// over the field's name, a NUL and the value.
///
/// Whoever knows salt and value can prove the value. Without the salt the commitment tells nothing
/// of it, however few values there may be: so value and salt can be erased, and the proof stays.
public final class Commitment {
  public static final int SALT_BYTES = 16;

  /// The client's address.
  public static final String ADDRESS = "ip_address";

  /// What exactly was done, which may name somebody.
  public static final String DETAIL = "detail";

  private Commitment() {}

  public static byte[] of(byte[] salt, String field, String value) {
    return Digests.hmac(salt, (field + '\0' + value).getBytes(StandardCharsets.UTF_8));
  }
}
