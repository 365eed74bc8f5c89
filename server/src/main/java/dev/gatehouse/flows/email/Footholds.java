package dev.gatehouse.flows.email;

import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.apikeys.ApiKeys;
import dev.gatehouse.identity.mfa.Factors;
import dev.gatehouse.identity.passkeys.Passkeys;
import dev.gatehouse.identity.revocations.Endings;
import dev.gatehouse.identity.sessions.EndReason;
import dev.gatehouse.identity.sessions.Sessions;
import dev.gatehouse.platform.storage.Tx;
import java.time.Instant;

/// What somebody else may hold of an account by the time that its user shows who they are by mail.
public record Footholds(Sessions sessions, ApiKeys apiKeys, Passkeys passkeys, Factors factors) {
  /// Ends every session and API key, and takes away what proves the user and was set up at `moment`
  /// or later: passkeys, second factors, recovery codes. The epoch has risen before.
  public void dropSince(Tx tx, Endings endings, UserId user, Instant moment, EndReason reason) {
    sessions.endAllOf(tx, user, reason);
    apiKeys.revokeAllOf(tx, endings, user, reason.code());
    passkeys.removeSince(tx, user, moment);
    factors.dropSince(tx, user, moment);
  }

  /// The same, whenever it was set up.
  public void drop(Tx tx, Endings endings, UserId user, EndReason reason) {
    dropSince(tx, endings, user, Instant.EPOCH, reason);
    factors.switchOff(tx, user);
  }
}
