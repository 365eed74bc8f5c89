package dev.gatehouse.identity.accounts;

import java.util.UUID;

/// A user's id: a UUIDv7.
public record UserId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
