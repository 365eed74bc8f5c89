package dev.gatehouse.flows.live;

import dev.gatehouse.identity.access.Profile;
import dev.gatehouse.identity.accounts.Account;
import dev.gatehouse.identity.apikeys.ApiKeys;
import dev.gatehouse.identity.audit.AuditEvent;
import dev.gatehouse.identity.audit.RecordedEvent;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/// A user who has sockets here, and what they have been told.
final class Watched {
  /// More than can be told at once; what is older than that is not read again.
  private static final int REMEMBERED = 500;

  private static final String STARTED = "session.start";
  private static final Pattern OFFICIAL =
      Pattern.compile("(users?|roles?|permissions?|admin|signing_key|webhook|audit|invitation)\\.");

  private final List<Connection> connections = new CopyOnWriteArrayList<>();
  private final Set<String> told = new LinkedHashSet<>();
  private Profile profile;
  private Instant readUntil;

  Watched(Profile profile, Instant since) {
    this.profile = plain(profile);
    this.readUntil = since;
  }

  List<Connection> connections() {
    return connections;
  }

  /// Until when what happened has been read.
  synchronized Instant readUntil() {
    return readUntil;
  }

  synchronized void readUntil(Instant time) {
    readUntil = time;
  }

  /// Whether this was not told before.
  synchronized boolean isNew(String id) {
    boolean added = told.add(id);
    if (told.size() > REMEMBERED) {
      told.remove(told.iterator().next());
    }
    return added;
  }

  /// Whether `now` is told otherwise than before.
  synchronized boolean changes(Profile now) {
    Profile next = plain(now);
    boolean changed = !next.equals(profile);
    profile = next;
    return changed;
  }

  void send(Frame frame, Instant at) {
    for (Connection connection : connections) {
      if (connection.hears(at)) {
        connection.send(frame);
      }
    }
  }

  /// Tells of an event, when it concerns them, can be read and was not told before.
  ///
  /// @param name the user's own id
  void tell(String name, RecordedEvent event) {
    if (!event.isWhole() || !concerns(name, event.event()) || !isNew(event.id().toString())) {
      return;
    }
    AuditEvent what = event.event();
    boolean started = what.action().equals(STARTED) && what.result() == AuditEvent.Result.DONE;
    for (Connection connection : connections) {
      boolean isOwnStart =
          started && connection.standing().session().toString().equals(what.target());
      if (connection.hears(event.at()) && !isOwnStart) {
        connection.send(
            started
                ? Frame.sessionStarted(event, connection.standing())
                : Frame.securityEvent(event));
      }
    }
  }

  /// Whether it is about the user: what somebody does to others in office is not.
  private static boolean concerns(String name, AuditEvent what) {
    return name.equals(what.target())
        || (name.equals(what.actor())
            && !OFFICIAL.matcher(what.action()).lookingAt()
            && !ApiKeys.isRevocationInOffice(what));
  }

  /// Without what moves at every sign-in.
  private static Profile plain(Profile profile) {
    Account account = profile.account();
    return new Profile(account.signedInAt(Instant.EPOCH), profile.roles());
  }
}
