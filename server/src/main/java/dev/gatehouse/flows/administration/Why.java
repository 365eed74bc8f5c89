package dev.gatehouse.flows.administration;

import dev.gatehouse.identity.audit.AuditLog;
import dev.gatehouse.identity.audit.RecordedEvent;
import dev.gatehouse.identity.refusals.Refusals;
import dev.gatehouse.identity.refusals.RefusedCredential;
import dev.gatehouse.identity.sessions.SessionHistory;
import dev.gatehouse.identity.sessions.SessionId;
import dev.gatehouse.identity.sessions.SessionRecord;
import dev.gatehouse.platform.storage.Database;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Why a session ended, or a request was answered as it was: what the server wrote down about it.
public final class Why {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{8,64}");
  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final Database database;
  private final SessionHistory sessions;
  private final AuditLog log;
  private final Refusals refusals;

  public Why(Database database, SessionHistory sessions, AuditLog log, Refusals refusals) {
    this.database = database;
    this.sessions = sessions;
    this.log = log;
    this.refusals = refusals;
  }

  /// What is known of the session or request `id`; empty when that is nothing.
  public Optional<Answer> ask(String id) {
    if (!ID.matcher(id).matches()) {
      return Optional.empty();
    }
    return database.read(tx -> {
      SessionRecord session =
          UUID_FORM.matcher(id).matches()
              ? sessions.find(tx, new SessionId(UUID.fromString(id))).orElse(null)
              : null;
      List<RecordedEvent> events = log.about(tx, id);
      RefusedCredential refusal = refusals.find(tx, id).orElse(null);
      return session == null && events.isEmpty() && refusal == null
          ? Optional.empty()
          : Optional.of(new Answer(id, session, events, refusal));
    });
  }

  /// What was written down.
  ///
  /// @param session null when the id is not that of a session
  /// @param events the newest first
  /// @param refusal why the credential of the request did not count; null when it did, or had none
  public record Answer(
      String id,
      @Nullable SessionRecord session,
      List<RecordedEvent> events,
      @Nullable RefusedCredential refusal) {}
}
