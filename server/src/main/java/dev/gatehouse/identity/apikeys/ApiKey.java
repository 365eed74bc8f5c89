package dev.gatehouse.identity.apikeys;

import dev.gatehouse.identity.accounts.UserId;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A key as stored. The secret is absent on purpose: nobody can be shown it twice.
///
/// @param prefix how its text begins, to tell keys apart
/// @param version rises with every change of the key that nodes must not miss
/// @param rotatedFrom the key whose place it took
/// @param revoked null while nobody has revoked it
public record ApiKey(
    ApiKeyId id,
    UserId owner,
    String name,
    String prefix,
    Grant grant,
    Life life,
    long version,
    @Nullable ApiKeyId rotatedFrom,
    @Nullable Revoked revoked) {

  /// Whether it opens anything.
  public boolean isLiveAt(Instant now) {
    return revoked == null && (life.endsAt == null || now.isBefore(life.endsAt));
  }

  /// What it was made for.
  ///
  /// @param scopes as asked for, in their order
  /// @param permissions those of the scopes that are permissions and that the owner held when the
  ///   key was made. `sessions:read` is both, one's own sessions and everybody's: a key that was
  ///   made for the former does not become one for the latter when its owner rises.
  public record Grant(Set<String> scopes, Set<String> permissions) {
    public Grant {
      scopes = Collections.unmodifiableSet(new LinkedHashSet<>(scopes));
      permissions = Set.copyOf(permissions);
    }

    public boolean allows(Scope scope) {
      return scopes.contains(scope.code());
    }
  }

  /// Its times.
  ///
  /// @param expiresAt as its owner wanted it; null when it was to live until it is revoked
  /// @param endsAt when it is over: the expiry, or the revocation or the end of the overlap with
  ///   its successor, which come before it; null while nothing says so
  /// @param lastUsedAt null when it was never used; up to a minute late
  /// @param rotatedAt when another took its place
  public record Life(
      Instant createdAt,
      @Nullable Instant expiresAt,
      @Nullable Instant endsAt,
      @Nullable Instant lastUsedAt,
      @Nullable Instant rotatedAt) {}

  /// How it came to an early end.
  ///
  /// @param reason a code
  public record Revoked(Instant at, @Nullable String reason) {}
}
