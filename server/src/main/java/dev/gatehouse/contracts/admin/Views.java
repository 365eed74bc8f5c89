package dev.gatehouse.contracts.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gatehouse.identity.access.NamedPermission;
import dev.gatehouse.identity.access.Role;
import dev.gatehouse.identity.audit.AuditEvent;
import dev.gatehouse.identity.audit.RecordedEvent;
import dev.gatehouse.identity.directory.Entry;
import dev.gatehouse.identity.sessions.SessionRecord;
import dev.gatehouse.identity.tokens.SigningKey;
import dev.gatehouse.identity.tokens.SigningKeys;
import dev.gatehouse.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the admin API shows of things.
final class Views {
  private Views() {}

  record User(
      String id,
      String email,
      @Nullable String name,
      boolean isActive,
      boolean isAdmin,
      boolean isVerified,
      boolean mfaEnabled,
      List<String> roles,
      Instant createdAt,
      Instant updatedAt,
      @Nullable Instant lastLogin,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long legacyId,
      Object metadata) {
    static User of(Entry entry) {
      return new User(
          entry.id().toString(),
          entry.email(),
          entry.name(),
          entry.state().active(),
          entry.isAdmin(),
          entry.state().verified(),
          entry.state().mfa(),
          entry.roles(),
          entry.times().createdAt(),
          entry.times().updatedAt(),
          entry.times().lastLogin(),
          entry.legacyId(),
          metadata(entry.metadata()));
    }

    private static Object metadata(@Nullable String json) {
      return json != null
              && Json.read(json.getBytes(StandardCharsets.UTF_8))
                  instanceof Json.Reading.Document(var root)
          ? root
          : Map.of();
    }
  }

  record RoleView(
      String name, @Nullable String description, List<String> permissions, boolean builtIn) {
    static RoleView of(Role role) {
      return new RoleView(role.name(), role.description(), role.permissions(), role.builtIn());
    }
  }

  record PermissionView(String name, @Nullable String description, boolean builtIn) {
    static PermissionView of(NamedPermission permission) {
      return new PermissionView(permission.name(), permission.description(), permission.builtIn());
    }
  }

  record Session(
      String id,
      String userId,
      String tokenPrefix,
      boolean isActive,
      Instant createdAt,
      Instant lastUsedAt,
      Instant expiresAt,
      @Nullable String ipAddress,
      @Nullable String userAgent,
      String authMethods,
      @Nullable Instant endedAt,
      @Nullable String endedReason) {
    static Session of(SessionRecord record, Instant now) {
      SessionRecord.End end = record.ended();
      return new Session(
          record.id().toString(),
          record.user().toString(),
          record.tokenPrefix(),
          record.isAliveAt(now),
          record.use().createdAt(),
          record.use().lastUsedAt(),
          record.use().expiresAt(),
          record.address(),
          record.userAgent(),
          record.methods(),
          end == null ? null : end.at(),
          end == null ? null : end.reason());
    }
  }

  record Event(
      @Nullable String id,
      @Nullable Instant at,
      @Nullable String actor,
      String action,
      @Nullable String target,
      @Nullable String result,
      @Nullable String reason,
      @Nullable String detail,
      @Nullable String ipAddress,
      @Nullable String requestId,
      @Nullable String apiKeyId,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> unreadable) {
    static Event of(RecordedEvent recorded) {
      AuditEvent event = recorded.event();
      return new Event(
          recorded.unreadable().contains("id") ? null : recorded.id().toString(),
          recorded.unreadable().contains("at") ? null : recorded.at(),
          event.actor(),
          event.action(),
          event.target(),
          recorded.unreadable().contains("result")
              ? null
              : event.result().name().toLowerCase(Locale.ROOT),
          event.reason(),
          event.detail(),
          recorded.address(),
          recorded.requestId(),
          recorded.apiKey(),
          recorded.unreadable());
    }
  }

  record Key(
      String id,
      String algorithm,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String state,
      Instant createdAt,
      Instant activeFrom,
      @Nullable Instant retiredAt) {
    static Key of(SigningKeys.Listed listed) {
      return of(listed.key(), listed.state().name().toLowerCase(Locale.ROOT));
    }

    static Key of(SigningKey key, @Nullable String state) {
      return new Key(
          key.id(),
          key.algorithm().headerValue(),
          state,
          key.createdAt(),
          key.activeFrom(),
          key.retiredAt());
    }
  }
}
