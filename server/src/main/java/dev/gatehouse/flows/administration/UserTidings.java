package dev.gatehouse.flows.administration;

import dev.gatehouse.identity.accounts.Account;
import dev.gatehouse.identity.notices.Notice;
import dev.gatehouse.identity.notices.Notices;
import dev.gatehouse.identity.notices.VerificationMails;
import dev.gatehouse.platform.storage.Tx;
import java.time.Clock;

/// What users are told of changes that an administrator made: in the same transaction, by mail.
record UserTidings(Notices notices, VerificationMails verification, Clock clock) {

  /// To the old address that it is one no more, and to the new one, unless it is verified as it
  /// stands, a link that proves it.
  void readdressed(Tx tx, Account before, Account after) {
    notices.send(tx, before, Notice.emailChanged(clock.instant()));
    verification.send(tx, after);
  }

  void passwordSet(Tx tx, Account account) {
    notices.send(tx, account, Notice.passwordSet(clock.instant()));
  }
}
