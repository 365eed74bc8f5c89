package dev.gatehouse.flows.administration;

import dev.gatehouse.flows.administration.Acts.Act;
import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.sessions.EndReason;
import dev.gatehouse.identity.sessions.SessionHistory;
import dev.gatehouse.identity.sessions.SessionId;
import dev.gatehouse.identity.sessions.SessionRecord;
import dev.gatehouse.identity.sessions.Sessions;
import dev.gatehouse.platform.storage.Database;

/// Ends single sessions of others.
public final class SessionAdministration {
  private final Database database;
  private final Acts acts;
  private final UserRules rules;
  private final Sessions sessions;
  private final SessionHistory history = new SessionHistory();

  SessionAdministration(Database database, Acts acts, UserRules rules, Sessions sessions) {
    this.database = database;
    this.acts = acts;
    this.rules = rules;
    this.sessions = sessions;
  }

  /// Ends a session on every node, and no other of its user; done as well when it was over. The
  /// user is told by an event about them.
  public Outcome<SessionId> end(Actor actor, SessionId id) {
    SessionRecord session = database.read(tx -> history.find(tx, id)).orElse(null);
    if (session == null) {
      return new Outcome.Denied<>(new Denial.NotFound());
    }
    Outcome<SessionId> outcome = end(actor, id, session.user());
    return outcome instanceof Outcome.Denied<SessionId>(Denial.NotFound _)
        ? new Outcome.Done<>(id)
        : outcome;
  }

  /// Not found is what was over, or went with its user.
  private Outcome<SessionId> end(Actor actor, SessionId id, UserId user) {
    Act act = new Act(actor, "user.session.end", user.toString(), id.toString());
    return acts.perform(
        act,
        new Denial.NameTaken(),
        (tx, endings) -> {
          rules.begin(tx, act, user);
          if (!sessions.endOf(tx, endings, user, id, EndReason.ENDED_BY_ADMIN)) {
            throw Acts.deny(new Denial.NotFound());
          }
          acts.record(tx, new Act(actor, "admin.session.end", id.toString(), user.toString()));
          return id;
        });
  }
}
