package dev.gatehouse.flows.signin;

import dev.gatehouse.identity.accounts.Account;
import dev.gatehouse.identity.accounts.Accounts;
import dev.gatehouse.identity.audit.Audit;
import dev.gatehouse.identity.audit.AuditEvent;
import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.identity.onetime.OneTimeToken;
import dev.gatehouse.identity.onetime.OneTimeTokens;
import dev.gatehouse.identity.onetime.Purpose;
import dev.gatehouse.identity.passkeys.AuthenticatorAnswer;
import dev.gatehouse.identity.passkeys.PasskeyFlow.Bound;
import dev.gatehouse.identity.passkeys.PasskeyFlow.Kind;
import dev.gatehouse.identity.passkeys.PasskeyFlows;
import dev.gatehouse.identity.revocations.Endings;
import dev.gatehouse.identity.revocations.Revocations;
import dev.gatehouse.identity.sessions.AuthMethods;
import dev.gatehouse.identity.sessions.Carriage;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.StorageException;
import dev.gatehouse.platform.storage.Tx;
import java.util.Optional;

/// The second half of a sign-in by a passkey: beside the token that stands for the right password.
///
/// Its tries are counted on the token, each before it is looked at. Wrong codes do not stand in its
/// way: nobody guesses a signature. Success uses the token up in the transaction that makes the
/// session.
public final class PasskeyFactor {
  private static final String ACTION = "session.second_factor";

  private final Revocations revocations;
  private final OneTimeTokens tokens;
  private final PasskeyProof proof;
  private final SessionStarter starter;
  private final Parts parts;

  public PasskeyFactor(
      Revocations revocations,
      OneTimeTokens tokens,
      PasskeyProof proof,
      SessionStarter starter,
      Parts parts) {
    this.revocations = revocations;
    this.tokens = tokens;
    this.proof = proof;
    this.starter = starter;
    this.parts = parts;
  }

  /// What a browser needs to ask the user whom `token` is of for a passkey; empty when the token is
  /// over.
  public Optional<PasskeyProof.Options> begin(String token) {
    return parts
        .database
        .read(tx -> tokens.find(tx, token, Purpose.SECOND_FACTOR))
        .map(half -> proof.begin(new Bound(half.user(), half.id(), PasskeyFlows.noHandle())));
  }

  /// Completes the sign-in that `token` is of.
  ///
  /// @param shown its flow as [#begin] gave it for the same token
  /// @param carriage how the client will hold the session
  public SecondFactor.Outcome verify(String token, Shown shown, Carriage carriage, Client client) {
    OneTimeToken half = revocations.write((tx, _) -> count(tx, token, client)).orElse(null);
    if (half == null) {
      return new SecondFactor.Outcome.Over();
    }
    return switch (proof.prove(shown.flowId, Kind.SECOND_FACTOR, shown.answer)) {
      case PasskeyProof.Outcome.Refused(_, String reason) -> wrong(half, reason, client);
      case PasskeyProof.Outcome.Proven proven ->
          proven.isBoundTo(half.id())
              ? complete(half, proven, carriage, client)
              : wrong(half, "flow_of_another_token", client);
    };
  }

  /// The token, one try the poorer; empty when it is over.
  private Optional<OneTimeToken> count(Tx tx, String token, Client client) {
    OneTimeToken half = tokens.find(tx, token, Purpose.SECOND_FACTOR).orElse(null);
    if (half == null) {
      return Optional.empty();
    }
    parts.accounts.lock(tx, half.user());
    Account account = parts.accounts.find(tx, half.user()).orElse(null);
    if (account == null
        || account.authEpoch() != half.epoch()
        || !tokens.countTry(tx, half, SecondFactor.TRIES)) {
      record(tx, half, "second_factor_over", client);
      return Optional.empty();
    }
    return Optional.of(half);
  }

  private SecondFactor.Outcome complete(
      OneTimeToken half, PasskeyProof.Outcome.Proven proven, Carriage carriage, Client client) {
    String before = half.subject() == null ? AuthMethods.PASSWORD : half.subject();
    String methods = AuthMethods.of(before, proven.methods());
    SessionStarter.Manner manner = new SessionStarter.Manner(carriage, methods);
    try {
      return revocations
          .write((tx, endings) -> complete(tx, endings, half, proven, manner, client))
          .<SecondFactor.Outcome>map(
              started -> new SecondFactor.Outcome.Accepted(starter.handOver(started)))
          .orElseGet(SecondFactor.Outcome.Over::new);
    } catch (StorageException.UniqueViolation e) {
      return wrong(half, "flow_used", client);
    }
  }

  private Optional<SessionStarter.Started> complete(
      Tx tx,
      Endings endings,
      OneTimeToken half,
      PasskeyProof.Outcome.Proven proven,
      SessionStarter.Manner manner,
      Client client) {
    parts.accounts.lock(tx, half.user());
    Account account = parts.accounts.find(tx, half.user()).orElse(null);
    if (account == null || account.authEpoch() != half.epoch()) {
      record(tx, half, "second_factor_over", client);
      return Optional.empty();
    }
    if (!proof.use(tx, proven)) {
      record(tx, half, "sign_count_went_back", client);
      return Optional.empty();
    }
    if (!tokens.use(tx, half)) {
      record(tx, half, "second_factor_over", client);
      return Optional.empty();
    }
    return starter.start(tx, endings, account, client, manner);
  }

  private SecondFactor.Outcome wrong(OneTimeToken half, String reason, Client client) {
    return revocations.write((tx, _) -> {
      record(tx, half, reason, client);
      return new SecondFactor.Outcome.WrongCode();
    });
  }

  private void record(Tx tx, OneTimeToken half, String reason, Client client) {
    AuditEvent event = AuditEvent.refused(ACTION, half.user().toString(), reason);
    parts.audit.record(tx, event, client);
  }

  /// The features that it joins.
  public record Parts(Database database, Accounts accounts, Audit audit) {}

  /// What a client shows beside the token.
  public record Shown(String flowId, AuthenticatorAnswer.Signed answer) {}
}
