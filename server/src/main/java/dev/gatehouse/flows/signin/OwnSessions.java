package dev.gatehouse.flows.signin;

import dev.gatehouse.identity.accounts.Accounts;
import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.audit.Audit;
import dev.gatehouse.identity.audit.AuditEvent;
import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.identity.revocations.Revocations;
import dev.gatehouse.identity.sessions.EndReason;
import dev.gatehouse.identity.sessions.LiveSession;
import dev.gatehouse.identity.sessions.SessionId;
import dev.gatehouse.identity.sessions.Sessions;
import dev.gatehouse.platform.storage.Database;
import java.util.List;

/// A user's own sessions: to look at, and to end.
public final class OwnSessions {
  private final Database database;
  private final Revocations revocations;
  private final Accounts accounts;
  private final Sessions sessions;
  private final Audit audit;

  public OwnSessions(
      Database database,
      Revocations revocations,
      Accounts accounts,
      Sessions sessions,
      Audit audit) {
    this.database = database;
    this.revocations = revocations;
    this.accounts = accounts;
    this.sessions = sessions;
    this.audit = audit;
  }

  /// The live ones, the newest first, and how many there are in all.
  public Listed list(UserId user) {
    return database.read(tx -> {
      List<LiveSession> newest = sessions.live(tx, user);
      boolean all = newest.size() < Sessions.LISTED;
      return new Listed(newest, all ? newest.size() : sessions.countLive(tx, user));
    });
  }

  /// Ends one; false when the user has no such session.
  public boolean end(UserId user, SessionId session, Client client) {
    return revocations.write((tx, endings) -> {
      boolean ended = sessions.endOf(tx, endings, user, session, EndReason.ENDED_BY_USER);
      if (ended) {
        AuditEvent event = AuditEvent.done(user.toString(), "session.end", session.toString());
        audit.record(tx, event.because(EndReason.ENDED_BY_USER.code()), client);
      }
      return ended;
    });
  }

  /// Ends all, the caller's own among them; the number ended.
  public int endAll(UserId user, Client client) {
    return revocations.write((tx, endings) -> {
      accounts.raiseEpoch(tx, endings, user);
      int ended = sessions.endAllOf(tx, user, EndReason.ENDED_BY_USER);
      String who = user.toString();
      audit.record(tx, AuditEvent.done(who, "session.end_all", who), client);
      return ended;
    });
  }

  /// A user's sessions.
  ///
  /// @param sessions the newest, as many as are listed
  /// @param total how many are alive
  public record Listed(List<LiveSession> sessions, long total) {}
}
