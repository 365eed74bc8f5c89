package dev.gatehouse.identity.accounts;

import dev.gatehouse.platform.storage.Tx;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Changes accounts, inside the caller's unit of work. Who may, which sessions end with it and
/// which node has to know is the caller's business.
public final class AccountChanges {
  private final AccountChangeTable table = new AccountChangeTable();
  private final KeptAddresses kept = new KeptAddresses();

  /// Begins a change: from here to the end of the transaction nobody else's changes this account.
  /// False when there is none.
  public boolean begin(Tx tx, UserId id, Instant now) {
    return table.touch(tx, id, now);
  }

  public void rename(Tx tx, UserId id, @Nullable String name) {
    table.rename(tx, id, name);
  }

  /// Gives the account another address.
  ///
  /// @throws dev.gatehouse.platform.storage.StorageException.UniqueViolation when the mailbox has
  ///   another account, under whatever spelling, or is kept for one
  public void readdress(Tx tx, UserId id, EmailAddress email, Instant now) {
    table.readdress(tx, id, email.value(), email.key());
    kept.require(tx, email, id, now);
  }

  /// Replaces what apps keep about the user.
  ///
  /// @param metadata null for none
  public void setMetadata(Tx tx, UserId id, @Nullable Metadata metadata) {
    table.setMetadata(tx, id, metadata == null ? null : metadata.json());
  }

  public void setActive(Tx tx, UserId id, boolean active) {
    table.setActive(tx, id, active);
  }

  public void setVerified(Tx tx, UserId id, boolean verified) {
    table.setVerified(tx, id, verified);
  }

  public void setPassword(Tx tx, UserId id, String hashedPassword) {
    table.setPassword(tx, id, hashedPassword);
  }

  /// Leaves the account without a password: a one-time link sets a new one.
  public void removePassword(Tx tx, UserId id) {
    table.removePassword(tx, id);
  }

  /// Whether the user's next sign-in leads to a new password before anything else.
  public void requirePasswordChange(Tx tx, UserId id, boolean required) {
    table.requirePasswordChange(tx, id, required);
  }

  /// Deletes the account and all that is the user's. What the audit tells of them stays.
  public void delete(Tx tx, UserId id) {
    table.delete(tx, id);
  }
}
