package dev.gatehouse.identity.tokens;

import dev.gatehouse.identity.accounts.Account;
import dev.gatehouse.identity.accounts.AccountCache;
import dev.gatehouse.identity.revocations.RevocationFeed;
import dev.gatehouse.identity.revocations.Revocations;
import java.time.Clock;
import java.util.Optional;

/// Checks bearer credentials, on every request and, but for an account not seen lately, without a
/// query: signature (cached), expiry, what has ended, the user's epoch.
public final class Credentials {
  private final AccessTokens accessTokens;
  private final Revocations revocations;
  private final RevocationFeed feed;
  private final AccountCache accounts;
  private final Clock clock;

  public Credentials(
      AccessTokens accessTokens,
      Revocations revocations,
      RevocationFeed feed,
      AccountCache accounts,
      Clock clock) {
    this.accessTokens = accessTokens;
    this.revocations = revocations;
    this.feed = feed;
    this.accounts = accounts;
    this.clock = clock;
  }

  /// What `bearer` proves.
  public Verdict check(String bearer) {
    if (!feed.isFresh()) {
      return new Verdict.Unknown();
    }
    Optional<AccessClaims> claims = accessTokens.read(bearer);
    return claims.isPresent() ? check(claims.get()) : new Verdict.Refused("not_ours");
  }

  private Verdict check(AccessClaims claims) {
    if (!clock.instant().isBefore(claims.expiresAt())) {
      return new Verdict.Refused("expired");
    }
    if (revocations.hasEnded(claims.session().toString())) {
      return new Verdict.Refused("session_ended");
    }
    String user = claims.user().toString();
    if (claims.epoch() < revocations.lowestEpoch(user)) {
      return new Verdict.Refused("epoch_passed");
    }
    Account account = accounts.find(claims.user()).orElse(null);
    if (account == null || !account.isActive()) {
      return new Verdict.Refused("account_inactive");
    }
    if (claims.epoch() < account.authEpoch()) {
      return new Verdict.Refused("epoch_passed");
    }
    return new Verdict.Accepted(new Caller(account, claims.session(), claims.roles()));
  }

  /// What came of checking a credential.
  public sealed interface Verdict {
    record Accepted(Caller caller) implements Verdict {}

    /// Proves nothing.
    ///
    /// @param reason a code for the log, never for the client
    record Refused(String reason) implements Verdict {}

    /// This node has not heard from the database for too long to answer for anybody.
    record Unknown() implements Verdict {}
  }
}
