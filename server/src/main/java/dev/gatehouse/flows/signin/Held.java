package dev.gatehouse.flows.signin;

import dev.gatehouse.identity.tokens.AccessTokens;
import java.time.Instant;

/// What a client holds of its session.
public sealed interface Held {

  /// An access token and the refresh token behind it.
  record TokenPair(AccessTokens.Issued access, String refreshToken) implements Held {
    @Override
    public String toString() {
      return "TokenPair[redacted]";
    }
  }

  /// One opaque token.
  record Opaque(String token, Instant createdAt, Instant expiresAt) implements Held {
    @Override
    public String toString() {
      return "Opaque[redacted, " + expiresAt + "]";
    }
  }
}
