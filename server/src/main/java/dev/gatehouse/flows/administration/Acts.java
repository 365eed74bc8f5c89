package dev.gatehouse.flows.administration;

import dev.gatehouse.identity.audit.Audit;
import dev.gatehouse.identity.audit.AuditEvent;
import dev.gatehouse.identity.revocations.Endings;
import dev.gatehouse.identity.revocations.Revocations;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.StorageException;
import dev.gatehouse.platform.storage.Tx;
import org.jspecify.annotations.Nullable;

/// Does what an actor asks for, in one transaction, and writes it down: with what was done, or by
/// itself when it was denied.
final class Acts {
  private final Database database;
  private final Revocations revocations;
  private final Audit audit;

  Acts(Database database, Revocations revocations, Audit audit) {
    this.database = database;
    this.revocations = revocations;
    this.audit = audit;
  }

  /// Runs `work`, which ends with [#deny] when it may not be done.
  ///
  /// @param taken what a unique key that is taken means
  <T> Outcome<T> perform(Act act, Denial taken, Work<T> work) {
    try {
      return new Outcome.Done<>(revocations.write(work::run));
    } catch (Denied e) {
      tell(act, e.denial);
      return new Outcome.Denied<>(e.denial);
    } catch (StorageException.UniqueViolation e) {
      return new Outcome.Denied<>(taken);
    }
  }

  /// Denies before anything was begun.
  <T> Outcome<T> denied(Act act, Denial denial) {
    tell(act, denial);
    return new Outcome.Denied<>(denial);
  }

  void record(Tx tx, Act act) {
    AuditEvent event = AuditEvent.done(act.actor.name(), act.action, act.target);
    audit.record(tx, act.detail == null ? event : event.about(act.detail), act.actor.client());
  }

  /// Takes what is personal about a user who is deleted out of the audit.
  void erase(Tx tx, String user) {
    audit.erase(tx, user);
  }

  /// Undoes the transaction.
  static Denied deny(Denial denial) {
    return new Denied(denial);
  }

  private void tell(Act act, Denial denial) {
    if (!denial.isTold()) {
      return;
    }
    AuditEvent event =
        AuditEvent.refused(act.action, act.target, denial.code()).by(act.actor.name());
    database.write(tx -> {
      audit.record(tx, act.detail == null ? event : event.about(act.detail), act.actor.client());
      return true;
    });
  }

  /// What is done, to whom.
  ///
  /// @param detail what exactly, for the audit
  record Act(Actor actor, String action, @Nullable String target, @Nullable String detail) {
    Act(Actor actor, String action, @Nullable String target) {
      this(actor, action, target, null);
    }
  }

  interface Work<T> {
    T run(Tx tx, Endings endings);
  }

  static final class Denied extends RuntimeException {
    @java.io.Serial private static final long serialVersionUID = 1L;
    private final transient Denial denial;

    Denied(Denial denial) {
      super(denial.code(), null, false, false);
      this.denial = denial;
    }
  }
}
