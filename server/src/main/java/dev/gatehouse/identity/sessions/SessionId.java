package dev.gatehouse.identity.sessions;

import java.util.UUID;

/// A session's id: a UUIDv7. It is no secret and opens nothing.
public record SessionId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
