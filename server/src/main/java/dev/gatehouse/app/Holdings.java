package dev.gatehouse.app;

import dev.gatehouse.flows.profile.OwnData;
import dev.gatehouse.flows.profile.OwnData.Part;
import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.apikeys.ApiKey;
import dev.gatehouse.identity.audit.AuditLog;
import dev.gatehouse.identity.audit.AuditSearch;
import dev.gatehouse.identity.audit.RecordedEvent;
import dev.gatehouse.identity.directory.Directory;
import dev.gatehouse.identity.directory.Entry;
import dev.gatehouse.identity.passkeys.Passkey;
import dev.gatehouse.identity.passkeys.Passkeys;
import dev.gatehouse.identity.sessions.SessionHistory;
import dev.gatehouse.identity.sessions.SessionRecord;
import dev.gatehouse.identity.sessions.SessionSearch;
import dev.gatehouse.platform.json.Json;
import dev.gatehouse.platform.storage.Database;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What each feature holds about a user: the parts of `GET /api/auth/me/export`. A feature that
/// comes to hold more adds a part here.
final class Holdings {
  private final Parts parts;
  private final Database database;
  private final Directory directory;
  private final SessionHistory sessions = new SessionHistory();
  private final AuditLog audit = new AuditLog();
  private final Passkeys passkeys;

  private Holdings(Parts parts) {
    this.parts = parts;
    this.database = parts.database();
    this.directory = new Directory(parts.roles());
    this.passkeys = new Passkeys(parts.random(), parts.database().clock());
  }

  static OwnData of(Parts parts) {
    Holdings holdings = new Holdings(parts);
    List<Part> all =
        new ArrayList<>(
            List.of(
                new Part("account", holdings::account),
                new Part("metadata", holdings::metadata),
                new Part("sessions", holdings::sessions),
                new Part("api_keys", holdings::apiKeys),
                new Part("passkeys", holdings::passkeys),
                new Part("events_of_mine", user -> holdings.events(user, true)),
                new Part("events_about_me", user -> holdings.events(user, false))));
    all.addAll(Correspondence.parts(parts));
    return new OwnData(parts.database(), parts.audit(), all);
  }

  private @Nullable Object account(UserId user) {
    return database.read(tx -> directory.find(tx, user)).map(Holdings::account).orElse(null);
  }

  private static Map<String, @Nullable Object> account(Entry entry) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("id", entry.id().toString());
    all.put("email", entry.email());
    all.put("name", entry.name());
    all.put("is_active", entry.state().active());
    all.put("is_verified", entry.state().verified());
    all.put("mfa_enabled", entry.state().mfa());
    all.put("roles", entry.roles());
    all.put("legacy_id", entry.legacyId());
    all.put("created_at", entry.times().createdAt());
    all.put("updated_at", entry.times().updatedAt());
    all.put("last_login", entry.times().lastLogin());
    return all;
  }

  private Object metadata(UserId user) {
    return database
        .read(tx -> directory.find(tx, user))
        .map(Entry::metadata)
        .map(json -> Json.read(json.getBytes(StandardCharsets.UTF_8)))
        .<Object>map(
            reading -> reading instanceof Json.Reading.Document(var root) ? root : Map.of())
        .orElse(Map.of());
  }

  private List<Map<String, @Nullable Object>> sessions(UserId user) {
    Instant now = database.clock().instant();
    return OwnData.all(
            database,
            (tx, from, limit) -> sessions.find(tx, SessionSearch.of(user, null), now, from, limit))
        .stream()
        .map(Holdings::session)
        .toList();
  }

  private static Map<String, @Nullable Object> session(SessionRecord session) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("id", session.id().toString());
    all.put("created_at", session.use().createdAt());
    all.put("last_used_at", session.use().lastUsedAt());
    all.put("expires_at", session.use().expiresAt());
    all.put("ip_address", session.address());
    all.put("user_agent", session.userAgent());
    all.put("auth_methods", session.methods());
    all.put("ended_at", session.ended() == null ? null : session.ended().at());
    all.put("ended_reason", session.ended() == null ? null : session.ended().reason());
    return all;
  }

  private List<Map<String, @Nullable Object>> apiKeys(UserId user) {
    return OwnData.all(database, (tx, from, limit) -> parts.apiKeys().all(tx, user, from, limit))
        .stream()
        .map(Holdings::apiKey)
        .toList();
  }

  private static Map<String, @Nullable Object> apiKey(ApiKey key) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("id", key.id().toString());
    all.put("name", key.name());
    all.put("prefix", key.prefix());
    all.put("scopes", key.grant().scopes());
    all.put("created_at", key.life().createdAt());
    all.put("expires_at", key.life().expiresAt());
    all.put("ends_at", key.life().endsAt());
    all.put("last_used_at", key.life().lastUsedAt());
    all.put("rotated_at", key.life().rotatedAt());
    all.put("revoked_at", key.revoked() == null ? null : key.revoked().at());
    return all;
  }

  private List<Map<String, @Nullable Object>> passkeys(UserId user) {
    return database.read(tx -> passkeys.of(tx, user)).stream().map(Holdings::passkey).toList();
  }

  private static Map<String, @Nullable Object> passkey(Passkey passkey) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("id", passkey.id().toString());
    all.put("name", passkey.name());
    all.put("created_at", passkey.createdAt());
    all.put("last_used_at", passkey.lastUsedAt());
    all.put("backed_up", passkey.credential().backedUp());
    return all;
  }

  /// @param own what the user did; otherwise what was done to the user, by anybody
  private List<Map<String, @Nullable Object>> events(UserId user, boolean own) {
    String id = user.toString();
    AuditSearch search = own ? AuditSearch.by(id, null) : AuditSearch.to(id, null);
    return OwnData.all(database, (tx, from, limit) -> audit.find(tx, search, from, limit)).stream()
        .map(event -> event(event, id))
        .toList();
  }

  /// Where somebody else was when they did something to the user is theirs.
  private static Map<String, @Nullable Object> event(RecordedEvent recorded, String user) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    boolean own = user.equals(recorded.event().actor());
    boolean stranger = recorded.event().actor() == null;
    all.put("at", recorded.unreadable().contains("at") ? null : recorded.at());
    all.put("action", recorded.event().action());
    all.put("by", own ? "you" : stranger ? "unknown" : "somebody else");
    all.put("target", recorded.event().target());
    all.put(
        "result",
        recorded.unreadable().contains("result")
            ? null
            : recorded.event().result().name().toLowerCase(Locale.ROOT));
    all.put("reason", recorded.event().reason());
    all.put("detail", recorded.event().detail());
    all.put("api_key_id", own ? recorded.apiKey() : null);
    all.put("ip_address", own || stranger ? recorded.address() : null);
    return all;
  }
}
