package dev.gatehouse.identity.apikeys;

import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.Uses;
import java.time.Instant;
import java.util.Comparator;

/// Keeps `last_used_at` of keys: written behind the answer, at most once a minute a key on each
/// node.
public final class ApiKeyUses {
  private final Uses<ApiKeyId> uses;

  public ApiKeyUses(Database database, ApiKeys keys) {
    this.uses =
        new Uses<>(database, "API keys", Comparator.comparing(ApiKeyId::value), keys::touch);
  }

  /// Notes that the key was used at `now`.
  public void note(ApiKeyId key, Instant now) {
    uses.note(key, now);
  }

  /// Writes down what was noted. What can't be written is lost: it is only for people to read.
  public void flush() {
    uses.flush();
  }
}
