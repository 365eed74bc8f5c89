package dev.gatehouse.app;

import dev.gatehouse.identity.audit.AuditEvent;
import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.identity.sessions.EndReason;
import dev.gatehouse.platform.config.ConfigException;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.Migrations;
import dev.gatehouse.platform.storage.SchemaException;
import dev.gatehouse.platform.storage.Tx;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// What has to happen to a database that was brought back before anybody may use it: it is one of
/// ours, under our secret, of our revision; and whatever was handed out is over.
final class Aftermath {
  private final Settings settings;
  private final boolean keepSessions;

  Aftermath(Settings settings, boolean keepSessions) {
    this.settings = settings;
    this.keepSessions = keepSessions;
  }

  /// @param replaced what the database knew that this one takes the place of
  /// @throws OperationException when the restored database can't be used by this program
  Outcome settle(Database database, Before replaced) {
    try {
      return bringUp(database, replaced);
    } catch (SchemaException | ConfigException e) {
      throw new OperationException(String.valueOf(e.getMessage()));
    }
  }

  private Outcome bringUp(Database database, Before replaced) {
    Migrations migrations = new Migrations(database);
    migrations.requireOurs();
    int found = migrations.current();
    if (found == 0) {
      throw new OperationException("It is not a Gatehouse database.");
    }
    migrations.upgrade();
    Store.checkKey(database, settings);
    Parts parts = Parts.over(database, settings);
    try {
      int ended = database.write(tx -> end(tx, parts, replaced));
      return new Outcome(found, migrations.head(), ended, keepSessions);
    } finally {
      parts.hashPool().close();
    }
  }

  /// The numbers rise above those of the replaced database, and, since that may be lost or not be
  /// the newest, above the time: seconds for epochs, microseconds for news. Neither can have been
  /// raised that often. So no access token from before states an epoch that still counts.
  private int end(Tx tx, Parts parts, Before replaced) {
    Instant now = parts.database().clock().instant();
    int ended = 0;
    parts.outbox().forgetAll(tx);
    if (!keepSessions) {
      parts.accounts().raiseEveryEpoch(tx, Math.max(replaced.epoch, now.getEpochSecond()));
      ended = parts.sessions().endAll(tx, EndReason.RESTORED);
    }
    AuditEvent event = AuditEvent.done(null, "database.restore", null);
    parts
        .audit()
        .record(tx, keepSessions ? event.because("sessions_kept") : event, Client.COMMAND_LINE);
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, now);
    parts.revocations().restart(tx, Math.max(replaced.news, micros));
    return ended;
  }

  /// The highest epoch and the newest number of news that a database had.
  record Before(long epoch, long news) {
    static final Before UNKNOWN = new Before(0, 0);
  }

  /// @param found the revision that the restored database was at
  /// @param sessionsEnded how many sessions were alive in it and are over
  record Outcome(int found, int head, int sessionsEnded, boolean sessionsKept) {}
}
