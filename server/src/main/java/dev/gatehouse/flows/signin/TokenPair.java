package dev.gatehouse.flows.signin;

import dev.gatehouse.identity.tokens.AccessTokens;

/// What a client holds of a session: an access token and the refresh token behind it.
public record TokenPair(AccessTokens.Issued access, String refreshToken) {
  @Override
  public String toString() {
    return "TokenPair[redacted]";
  }
}
