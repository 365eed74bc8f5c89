package dev.gatehouse.identity.apikeys;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.identity.guessing.Attempt;
import dev.gatehouse.identity.guessing.Guard;
import dev.gatehouse.identity.guessing.TooManyAttempts;
import dev.gatehouse.identity.revocations.Revocations;
import dev.gatehouse.platform.storage.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The keys that were presented lately, kept for a minute so that who is asking costs no query.
/// Whether one has changed since is told by the news; what is no key is remembered as well.
public final class KnownApiKeys {
  private static final int KNOWN = 50_000;
  private static final int UNKNOWN = 20_000;
  private static final Duration KEPT = Duration.ofSeconds(60);

  private final Database database;
  private final Revocations revocations;
  private final ApiKeyTable table = new ApiKeyTable();
  private final Cache<String, Seen> known = Caffeine.newBuilder().maximumSize(KNOWN).build();

  /// In a cache of its own, so that whoever makes up keys throws out no real one.
  private final Cache<String, Instant> unknown = Caffeine.newBuilder().maximumSize(UNKNOWN).build();

  private final Guard guard;

  public KnownApiKeys(Database database, Revocations revocations, Guard guard) {
    this.guard = guard;
    this.database = database;
    this.revocations = revocations;
  }

  /// The key of this text, be it alive or not, as it was a minute ago at most and not before the
  /// last news of it.
  ///
  /// A text that is mistyped is no key and no guess. One that was never a key here is counted for
  /// where it comes from, when it is looked up.
  ///
  /// @throws TooManyAttempts for what was never a key here, when too many from there were none
  public Optional<ApiKey> find(String text, Client client, Instant now) {
    Seen seen = known.getIfPresent(text);
    if (seen != null && seen.isYoungAt(now) && isCurrent(seen.key)) {
      return Optional.of(seen.key);
    }
    return ApiKeyText.parse(text)
        .flatMap(key -> seen == null ? first(key, client, now) : read(key, now));
  }

  private Optional<ApiKey> first(ApiKeyText text, Client client, Instant now) {
    Instant missed = unknown.getIfPresent(text.reveal());
    if (missed != null && now.isBefore(missed.plus(KEPT))) {
      return Optional.empty();
    }
    try (Attempt attempt = guard.onKey(client)) {
      return judged(attempt, text, now);
    }
  }

  private Optional<ApiKey> judged(Attempt attempt, ApiKeyText text, Instant now) {
    try {
      Optional<ApiKey> found = read(text, now);
      if (found.isPresent()) {
        attempt.refund();
      }
      return found;
    } catch (RuntimeException e) {
      attempt.refund();
      throw e;
    }
  }

  private Optional<ApiKey> read(ApiKeyText text, Instant now) {
    Seen seen = known.asMap().compute(text.reveal(), (_, held) -> again(text, held, now));
    if (seen == null) {
      unknown.put(text.reveal(), now);
      return Optional.empty();
    }
    return Optional.of(seen.key);
  }

  /// Of many who present one key at a time, one asks the database.
  private @Nullable Seen again(ApiKeyText text, @Nullable Seen held, Instant now) {
    if (held != null && held.isYoungAt(now) && isCurrent(held.key)) {
      return held;
    }
    return database
        .read(tx -> table.find(tx, text.hash()))
        .map(key -> new Seen(key, now))
        .orElse(null);
  }

  private boolean isCurrent(ApiKey key) {
    return key.version() >= revocations.lowestGeneration(key.id().toString());
  }

  private record Seen(ApiKey key, Instant readAt) {
    boolean isYoungAt(Instant now) {
      return now.isBefore(readAt.plus(KEPT));
    }
  }
}
