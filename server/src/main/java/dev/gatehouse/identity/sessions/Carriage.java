package dev.gatehouse.identity.sessions;

/// How a client holds its session.
public enum Carriage {
  /// By an access token (a JWT) and a refresh token.
  TOKEN_PAIR,
  /// By one opaque token.
  SESSION_TOKEN
}
