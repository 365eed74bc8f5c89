package dev.gatehouse.flows.live;

import dev.gatehouse.identity.access.Profile;
import dev.gatehouse.identity.audit.AuditEvent;
import dev.gatehouse.identity.audit.RecordedEvent;
import dev.gatehouse.identity.sessions.SessionRecord;
import dev.gatehouse.identity.tokens.Standing;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What is sent: of the user's own, and nothing that is secret.
///
/// @param id the same for the same event, however often and over however many sockets it is told
record Frame(String type, String id, Instant at, Object data) {

  static Frame sessionStarted(RecordedEvent event, Standing of) {
    String session = String.valueOf(event.event().target());
    boolean current = session.equals(of.session().toString());
    return new Frame(
        "session.started",
        event.id().toString(),
        event.at(),
        new Started(session, current, event.address()));
  }

  static Frame sessionEnded(SessionRecord session, SessionRecord.End end) {
    String id = session.id().toString();
    return new Frame("session.ended", id, end.at(), new Ended(id, end.reason()));
  }

  static Frame securityEvent(RecordedEvent event) {
    AuditEvent what = event.event();
    return new Frame(
        "security.event",
        event.id().toString(),
        event.at(),
        new Happened(what.action(), what.result().name().toLowerCase(Locale.ROOT)));
  }

  static Frame userChanged(Profile profile, String id, Instant at) {
    return new Frame("user.changed", id, at, new Changed(profile.account().id().toString()));
  }

  static Frame tokenExpiring(Standing standing, String id, Instant at) {
    return new Frame("token.expiring", id, at, new Expiring(standing.expiresAt()));
  }

  record Started(String sessionId, boolean current, @Nullable String ipAddress) {}

  record Ended(String sessionId, @Nullable String reason) {}

  /// Why is for the audit alone: who looks over a shoulder need not know what was nearly right.
  record Happened(String action, String result) {}

  record Changed(String userId) {}

  record Expiring(Instant expiresAt) {}
}
