package dev.gatehouse.flows.signin;

import dev.gatehouse.identity.accounts.Account;
import dev.gatehouse.identity.accounts.Accounts;
import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.audit.Audit;
import dev.gatehouse.identity.audit.AuditEvent;
import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.identity.mfa.Factors;
import dev.gatehouse.identity.mfa.OtpAuth;
import dev.gatehouse.identity.mfa.TotpEnrollments;
import dev.gatehouse.identity.notices.Notice;
import dev.gatehouse.identity.notices.Notices;
import dev.gatehouse.identity.onetime.OneTimeToken;
import dev.gatehouse.identity.onetime.OneTimeTokens;
import dev.gatehouse.identity.onetime.Purpose;
import dev.gatehouse.identity.revocations.Endings;
import dev.gatehouse.identity.sessions.AuthMethods;
import dev.gatehouse.identity.sessions.Beginning;
import dev.gatehouse.identity.sessions.Carriage;
import dev.gatehouse.identity.sessions.EndReason;
import dev.gatehouse.identity.sessions.Sessions;
import dev.gatehouse.identity.tokens.Caller;
import dev.gatehouse.platform.storage.Tx;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Sets up time-based one-time passwords: a key is shown, and counts once a code made with it comes
/// back. That ends every session, none of which showed the new factor, and begins one that did.
///
/// Either somebody asks who is signed in, or somebody whose roles let them do nothing else: those
/// hold a token that stands for their password.
public final class FactorEnrollment {
  private static final String ACTION = "mfa.enable";
  private static final int TRIES = 5;

  private final Renewal renewal;
  private final OneTimeTokens tokens;
  private final Factors factors;
  private final Parts parts;
  private final String issuer;

  /// @param issuer whose accounts these are, as an authenticator app shows it
  public FactorEnrollment(
      Renewal renewal, OneTimeTokens tokens, Factors factors, Parts parts, String issuer) {
    this.renewal = renewal;
    this.tokens = tokens;
    this.factors = factors;
    this.parts = parts;
    this.issuer = issuer;
  }

  /// A new key; empty when there is nobody to have it: the session is over, or the token.
  public Optional<OtpAuth> begin(Asker asker) {
    return renewal
        .within((tx, _) -> asking(tx, asker).map(asking -> begin(tx, asking.account)))
        .flatMap(found -> found);
  }

  /// Lets the key count.
  public Outcome confirm(Asker asker, String code, Carriage carriage, Client client) {
    return renewal
        .within((tx, endings) -> {
          Asking asking = asking(tx, asker).orElse(null);
          if (asking == null || !countTry(tx, asking)) {
            return new Step.Refused(new Outcome.Over());
          }
          return confirm(tx, endings, asking, code, new Taking(carriage, client));
        })
        .map(this::outcome)
        .orElseGet(Outcome.Over::new);
  }

  private OtpAuth begin(Tx tx, Account account) {
    String secret = factors.enrollments().begin(tx, account.id(), account.authEpoch());
    return OtpAuth.of(secret, issuer, account.email());
  }

  private boolean countTry(Tx tx, Asking asking) {
    return asking.token == null || tokens.countTry(tx, asking.token, TRIES);
  }

  private Step confirm(Tx tx, Endings endings, Asking asking, String code, Taking taking) {
    Account account = asking.account;
    UserId user = account.id();
    TotpEnrollments.Outcome confirmed =
        factors.enrollments().confirm(tx, user, account.authEpoch(), code);
    return switch (confirmed) {
      case NOTHING_BEGUN -> new Step.Refused(new Outcome.NothingBegun());
      case WRONG_CODE -> {
        AuditEvent event = AuditEvent.refused(ACTION, user.toString(), "wrong_code");
        parts.audit.record(tx, event, taking.client);
        yield new Step.Refused(new Outcome.WrongCode());
      }
      case CONFIRMED -> enable(tx, endings, asking, taking);
    };
  }

  private Step enable(Tx tx, Endings endings, Asking asking, Taking taking) {
    UserId user = asking.account.id();
    if (asking.token != null && !tokens.use(tx, asking.token)) {
      return new Step.Refused(new Outcome.Over());
    }
    List<String> codes = factors.recoveryCodes().renew(tx, user);
    SessionStarter.Manner manner =
        new SessionStarter.Manner(
            taking.carriage, AuthMethods.with(asking.methods, AuthMethods.OTP));
    EndReason others = EndReason.SECOND_FACTOR_CHANGED;
    SessionStarter.Started started =
        asking.caller == null
            ? renewal.beginAlone(tx, endings, user, manner, taking.client, others)
            : renewal.renewAlone(
                tx,
                endings,
                new Renewal.Asked(user, asking.caller.session(), manner, taking.client),
                others);
    String who = user.toString();
    parts.audit.record(tx, AuditEvent.done(who, ACTION, who).about("totp"), taking.client);
    Notice notice = Notice.mfaEnabled(taking.client, parts.clock.instant());
    parts.notices.send(tx, asking.account, notice);
    return new Step.Enabled(started, codes);
  }

  /// Takes the user's row, and reads who they are by now. A half-way token is worth nothing once
  /// there is a second factor of any kind.
  private Optional<Asking> asking(Tx tx, Asker asker) {
    return switch (asker) {
      case Asker.SignedIn(Caller caller) -> {
        factors.lock(tx, caller.account().id());
        String methods =
            parts.sessions.beginning(tx, caller.session()).map(Beginning::methods).orElse(null);
        yield methods == null
            ? Optional.empty()
            : parts
                .accounts
                .find(tx, caller.account().id())
                .map(account -> new Asking(account, methods, caller, null));
      }
      case Asker.HalfWay(String text) -> {
        OneTimeToken token = tokens.find(tx, text, Purpose.MFA_ENROLLMENT).orElse(null);
        if (token == null || token.subject() == null) {
          yield Optional.empty();
        }
        factors.lock(tx, token.user());
        String methods = token.subject();
        yield parts
            .accounts
            .find(tx, token.user())
            .filter(account -> account.authEpoch() == token.epoch() && account.isActive())
            .filter(account -> factors.methodsOf(tx, account.id()).isEmpty())
            .map(account -> new Asking(account, methods, null, token));
      }
    };
  }

  private Outcome outcome(Step step) {
    return switch (step) {
      case Step.Enabled(SessionStarter.Started started, List<String> codes) ->
          new Outcome.Enabled(renewal.handOver(started), codes);
      case Step.Refused(Outcome outcome) -> outcome;
    };
  }

  /// The features that it joins.
  public record Parts(
      Accounts accounts, Sessions sessions, Notices notices, Audit audit, Clock clock) {}

  /// Who asks.
  public sealed interface Asker {
    /// Somebody who signed in a moment ago.
    record SignedIn(Caller caller) implements Asker {}

    /// The holder of a half-way token.
    record HalfWay(String token) implements Asker {
      @Override
      public String toString() {
        return "HalfWay[redacted]";
      }
    }
  }

  /// @param caller null for the holder of a token
  /// @param token null for somebody who is signed in
  private record Asking(
      Account account, String methods, @Nullable Caller caller, @Nullable OneTimeToken token) {}

  private record Taking(Carriage carriage, Client client) {}

  private sealed interface Step {
    record Enabled(SessionStarter.Started started, List<String> recoveryCodes) implements Step {}

    record Refused(Outcome outcome) implements Step {}
  }

  /// What came of it.
  public sealed interface Outcome {
    /// Second factors are on.
    record Enabled(Entry entry, List<String> recoveryCodes) implements Outcome {
      @Override
      public String toString() {
        return "Enabled[redacted]";
      }
    }

    record WrongCode() implements Outcome {}

    /// There is no key to confirm, or too many codes were tried.
    record NothingBegun() implements Outcome {}

    /// The session or the token is over.
    record Over() implements Outcome {}
  }
}
