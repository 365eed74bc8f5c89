package dev.gatehouse.flows.email;

import dev.gatehouse.identity.accounts.Account;
import dev.gatehouse.identity.accounts.AccountChanges;
import dev.gatehouse.identity.accounts.Accounts;
import dev.gatehouse.identity.accounts.KeptAddresses;
import dev.gatehouse.identity.audit.Audit;
import dev.gatehouse.identity.onetime.OneTimeToken;
import dev.gatehouse.identity.onetime.OneTimeTokens;
import dev.gatehouse.platform.storage.Tx;
import java.time.Instant;
import java.util.Optional;

/// The features that an address is a matter of.
public record EmailParts(
    Accounts accounts,
    AccountChanges changes,
    KeptAddresses kept,
    OneTimeTokens tokens,
    Audit audit) {

  /// Takes the row of the token's user; empty when they may not act on it any more.
  Optional<Account> lock(Tx tx, OneTimeToken token, Instant now) {
    return lockAcrossEpochs(tx, token, now).filter(account -> account.authEpoch() == token.epoch());
  }

  /// The same for a token that counts whatever was signed out of or set up since.
  Optional<Account> lockAcrossEpochs(Tx tx, OneTimeToken token, Instant now) {
    return changes.begin(tx, token.user(), now)
        ? accounts.find(tx, token.user()).filter(Account::isActive)
        : Optional.empty();
  }
}
