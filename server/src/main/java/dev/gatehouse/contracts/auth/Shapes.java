package dev.gatehouse.contracts.auth;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.gatehouse.identity.access.Profile;
import dev.gatehouse.identity.accounts.Account;
import dev.gatehouse.identity.sessions.LiveSession;
import dev.gatehouse.identity.sessions.SessionId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The documents of both dialects.
public final class Shapes {
  private Shapes() {}

  /// A user as `/api/auth` and `/api/admin` tell of one.
  public record User(
      String id,
      String email,
      @Nullable String name,
      boolean isActive,
      boolean isAdmin,
      Instant createdAt,
      List<String> roles,
      boolean isVerified,
      boolean mfaEnabled,
      @Nullable Instant lastLogin,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long legacyId) {
    public static User of(Profile profile) {
      Account account = profile.account();
      return new User(
          account.id().toString(),
          account.email(),
          account.name(),
          account.isActive(),
          profile.isAdmin(),
          account.createdAt(),
          profile.roles(),
          account.isVerified(),
          account.mfaEnabled(),
          account.lastLogin(),
          account.legacyId());
    }
  }

  /// A session in the list of its user's own.
  ///
  /// @param sessionToken its first 8 characters and `...`; null when JWTs carry it
  /// @param current whether it is the one that asks
  record SessionEntry(
      @Nullable String sessionToken,
      String id,
      Instant createdAt,
      Instant lastUsedAt,
      Instant expiresAt,
      @Nullable String ipAddress,
      @Nullable String userAgent,
      boolean current) {
    static SessionEntry of(LiveSession session, @Nullable SessionId own) {
      return new SessionEntry(
          session.tokenPrefix() == null ? null : session.tokenPrefix() + "...",
          session.id().toString(),
          session.createdAt(),
          session.lastUsedAt(),
          session.expiresAt(),
          session.address(),
          session.userAgent(),
          session.id().equals(own));
    }
  }

  record SessionList(List<SessionEntry> sessions, long totalActiveSessions) {}

  record Message(String message) {}

  /// @param shape of a sign-in
  record Enrolled(@JsonUnwrapped Object shape, List<String> recoveryCodes) {
    @Override
    public String toString() {
      return "Enrolled[redacted]";
    }
  }
}
