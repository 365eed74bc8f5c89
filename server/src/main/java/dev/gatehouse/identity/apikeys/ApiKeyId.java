package dev.gatehouse.identity.apikeys;

import java.util.UUID;

/// A key's id: a UUIDv7. It opens nothing.
public record ApiKeyId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
