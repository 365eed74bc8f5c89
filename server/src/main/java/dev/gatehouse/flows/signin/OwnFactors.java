package dev.gatehouse.flows.signin;

import dev.gatehouse.identity.access.FactorPolicy;
import dev.gatehouse.identity.accounts.Account;
import dev.gatehouse.identity.accounts.Accounts;
import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.audit.Audit;
import dev.gatehouse.identity.audit.AuditEvent;
import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.identity.mfa.Factors;
import dev.gatehouse.identity.notices.Notice;
import dev.gatehouse.identity.notices.Notices;
import dev.gatehouse.identity.revocations.Revocations;
import dev.gatehouse.identity.tokens.Caller;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A user's own second factors: to look at, to switch off, and new recovery codes.
public final class OwnFactors {
  private final Revocations revocations;
  private final Factors factors;
  private final FactorPolicy policy;
  private final Parts parts;

  public OwnFactors(Revocations revocations, Factors factors, FactorPolicy policy, Parts parts) {
    this.revocations = revocations;
    this.factors = factors;
    this.policy = policy;
    this.parts = parts;
  }

  public Standing show(Caller caller) {
    UserId user = caller.account().id();
    return parts.database.read(tx -> {
      boolean switchedOn = parts.accounts.find(tx, user).filter(Account::mfaEnabled).isPresent();
      boolean required = policy.asks(caller.roles());
      List<String> methods =
          switchedOn || required ? factors.methodsOf(tx, user) : List.<String>of();
      return new Standing(
          switchedOn || !methods.isEmpty(),
          methods,
          factors.recoveryCodes().left(tx, user),
          required);
    });
  }

  /// Switches second factors off. Whatever was handed out before is asked for anew; the sessions go
  /// on, which showed more than is asked for from now on. Where none is on, nothing changes.
  public Removal switchOff(Caller caller, Client client) {
    if (policy.asks(caller.roles())) {
      return Removal.REQUIRED;
    }
    UserId user = caller.account().id();
    return revocations.write((tx, endings) -> {
      factors.lock(tx, user);
      if (parts.accounts.find(tx, user).filter(Account::mfaEnabled).isEmpty()) {
        return Removal.DONE;
      }
      parts.accounts.raiseEpoch(tx, endings, user);
      factors.switchOff(tx, user);
      record(tx, user, "mfa.disable", client);
      parts.notices.send(tx, caller.account(), Notice.mfaDisabled(client, now()));
      return Removal.DONE;
    });
  }

  /// New recovery codes in the place of those before; empty where second factors are off.
  public Optional<List<String>> renewCodes(Caller caller, Client client) {
    UserId user = caller.account().id();
    return revocations.write((tx, _) -> {
      factors.lock(tx, user);
      if (parts.accounts.find(tx, user).filter(Account::mfaEnabled).isEmpty()) {
        return Optional.empty();
      }
      record(tx, user, "mfa.recovery_codes.renew", client);
      parts.notices.send(tx, caller.account(), Notice.recoveryCodesMade(client, now()));
      return Optional.of(factors.recoveryCodes().renew(tx, user));
    });
  }

  private Instant now() {
    return parts.database.clock().instant();
  }

  private void record(Tx tx, UserId user, String action, Client client) {
    parts.audit.record(tx, AuditEvent.done(user.toString(), action, user.toString()), client);
  }

  /// What it reads and writes beside.
  public record Parts(Database database, Accounts accounts, Notices notices, Audit audit) {}

  /// What a user has.
  ///
  /// @param on whether a sign-in asks for a second factor: one that is switched on, or a passkey
  ///   where a role asks for one
  /// @param methods what it can be shown by
  /// @param required whether a role asks for one
  public record Standing(
      boolean on, List<String> methods, int recoveryCodesLeft, boolean required) {}

  /// What came of switching off.
  public enum Removal {
    DONE,
    /// A role of the user's asks for a second factor.
    REQUIRED
  }
}
