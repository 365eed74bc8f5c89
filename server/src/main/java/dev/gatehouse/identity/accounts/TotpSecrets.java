package dev.gatehouse.identity.accounts;

import dev.gatehouse.platform.crypto.Sealer;
import java.util.Optional;

/// The keys of time-based one-time passwords (RFC 6238), as `users.mfa_secret` holds them: the raw
/// bytes, sealed to the row.
public final class TotpSecrets {
  private final Sealer sealer;

  public TotpSecrets(Sealer sealer) {
    this.sealer = sealer;
  }

  public byte[] seal(UserId user, byte[] key) {
    return sealer.seal(place(user), key);
  }

  /// The key, or empty when what is stored was changed, or is another user's.
  public Optional<byte[]> open(UserId user, byte[] sealed) {
    return sealer.open(place(user), sealed);
  }

  static Sealer.Place place(UserId user) {
    return new Sealer.Place("users", "mfa_secret", user.toString(), "totp secret");
  }
}
