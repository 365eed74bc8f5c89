package dev.gatehouse.flows.passkeys;

import dev.gatehouse.identity.accounts.Accounts;
import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.audit.Audit;
import dev.gatehouse.identity.notices.Notice;
import dev.gatehouse.identity.notices.Notices;
import dev.gatehouse.platform.storage.Tx;

/// The features that users' passkeys touch.
public record Parts(Accounts accounts, Notices notices, Audit audit) {
  /// Tells the user by mail.
  void tell(Tx tx, UserId user, Notice notice) {
    accounts.find(tx, user).ifPresent(account -> notices.send(tx, account, notice));
  }
}
