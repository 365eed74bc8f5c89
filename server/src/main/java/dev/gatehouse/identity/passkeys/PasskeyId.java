package dev.gatehouse.identity.passkeys;

import java.util.UUID;

/// A passkey's id with us; the authenticator has another for it.
public record PasskeyId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
