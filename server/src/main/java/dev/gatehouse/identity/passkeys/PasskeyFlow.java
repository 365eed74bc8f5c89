package dev.gatehouse.identity.passkeys;

import dev.gatehouse.identity.accounts.UserId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One exchange with an authenticator, from the options to the answer.
///
/// @param challenge what the authenticator has to sign: 32 random bytes
/// @param bound whose it is; null when the answer will tell
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared as a whole
public record PasskeyFlow(
    UUID id, Kind kind, byte[] challenge, Instant expiresAt, @Nullable Bound bound) {

  @Override
  public String toString() {
    return "PasskeyFlow[" + id + "]";
  }

  /// What it is for.
  public enum Kind {
    /// A new passkey.
    REGISTRATION,
    /// A sign-in, or its repetition, by a passkey alone.
    SIGN_IN,
    /// The second half of a sign-in.
    SECOND_FACTOR
  }

  /// What only one user can complete.
  ///
  /// @param subject the session that adds a passkey, or the token that stands for the first factor
  /// @param userHandle what a new passkey will know the user by; all zero otherwise
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared as a whole
  public record Bound(UserId user, UUID subject, byte[] userHandle) {}
}
