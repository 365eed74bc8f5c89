package dev.gatehouse.flows.passkeys;

import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.audit.AuditEvent;
import dev.gatehouse.identity.audit.Client;
import dev.gatehouse.identity.notices.Notice;
import dev.gatehouse.identity.passkeys.AuthenticatorAnswer;
import dev.gatehouse.identity.passkeys.Passkey;
import dev.gatehouse.identity.passkeys.PasskeyCredential;
import dev.gatehouse.identity.passkeys.PasskeyFlow;
import dev.gatehouse.identity.passkeys.PasskeyFlow.Bound;
import dev.gatehouse.identity.passkeys.PasskeyFlow.Kind;
import dev.gatehouse.identity.passkeys.PasskeyFlows;
import dev.gatehouse.identity.passkeys.Passkeys;
import dev.gatehouse.identity.passkeys.RegistrationCheck;
import dev.gatehouse.identity.revocations.Revocations;
import dev.gatehouse.identity.sessions.SessionId;
import dev.gatehouse.platform.storage.StorageException;
import dev.gatehouse.platform.storage.Tx;
import java.util.List;

/// Gives a user a passkey: the ceremony of WebAuthn section 7.1.
public final class PasskeyRegistration {
  private static final String ACTION = "passkey.add";

  private final Revocations revocations;
  private final Passkeys passkeys;
  private final PasskeyFlows flows;
  private final RegistrationCheck check;
  private final Parts parts;

  public PasskeyRegistration(
      Revocations revocations,
      Passkeys passkeys,
      PasskeyFlows flows,
      RegistrationCheck check,
      Parts parts) {
    this.revocations = revocations;
    this.passkeys = passkeys;
    this.flows = flows;
    this.check = check;
    this.parts = parts;
  }

  /// What the user's browser needs to make a key.
  ///
  /// @param own what the user has so far
  public Options begin(Asker asker, List<Passkey> own) {
    byte[] handle =
        own.isEmpty() ? flows.newUserHandle() : own.getFirst().credential().userHandle();
    Bound bound = new Bound(asker.user, asker.session.value(), handle);
    PasskeyFlow flow = flows.begin(Kind.REGISTRATION, bound);
    return new Options(
        flows.seal(flow), flow.challenge(), handle, own.stream().map(Passkey::credential).toList());
  }

  /// Gives the user the key that `answer` is of.
  ///
  /// @param flowId as [#begin] gave it to the same session
  public Outcome complete(
      Asker asker, String flowId, String name, AuthenticatorAnswer.Created answer, Client client) {
    PasskeyFlow flow = flows.open(flowId, Kind.REGISTRATION).orElse(null);
    Bound bound = flow == null ? null : flow.bound();
    if (flow == null
        || bound == null
        || !bound.user().equals(asker.user)
        || !bound.subject().equals(asker.session.value())) {
      return refuse(asker, new Outcome.FlowOver(), "flow_over", client);
    }
    return switch (check.check(flow.challenge(), bound.userHandle(), answer)) {
      case RegistrationCheck.Outcome.Refused(String reason) ->
          refuse(asker, new Outcome.Refused(), reason, client);
      case RegistrationCheck.Outcome.Accepted(PasskeyCredential credential) ->
          add(asker, flow, name, credential, client);
    };
  }

  private Outcome add(
      Asker asker, PasskeyFlow flow, String name, PasskeyCredential credential, Client client) {
    try {
      return revocations.write((tx, _) -> add(tx, asker, flow, name, credential, client));
    } catch (StorageException.UniqueViolation e) {
      return refuse(asker, new Outcome.FlowOver(), "flow_used", client);
    }
  }

  private Outcome add(
      Tx tx,
      Asker asker,
      PasskeyFlow flow,
      String name,
      PasskeyCredential credential,
      Client client) {
    parts.accounts().lock(tx, asker.user);
    if (flows.isComplete(tx, flow)) {
      record(tx, asker, "flow_used", client);
      return new Outcome.FlowOver();
    }
    if (passkeys.find(tx, credential.id()).isPresent()) {
      record(tx, asker, "passkey_of_somebody", client);
      return new Outcome.Taken();
    }
    if (passkeys.count(tx, asker.user) >= Passkeys.MOST) {
      record(tx, asker, "too_many_passkeys", client);
      return new Outcome.TooMany();
    }
    flows.complete(tx, flow);
    Passkey passkey = passkeys.add(tx, asker.user, name, credential);
    AuditEvent event = AuditEvent.done(asker.user.toString(), ACTION, passkey.id().toString());
    parts.audit().record(tx, event, client);
    parts.tell(tx, asker.user, Notice.passkeyAdded(name, client, passkey.createdAt()));
    return new Outcome.Added(passkey);
  }

  private Outcome refuse(Asker asker, Outcome outcome, String reason, Client client) {
    return revocations.write((tx, _) -> {
      record(tx, asker, reason, client);
      return outcome;
    });
  }

  private void record(Tx tx, Asker asker, String reason, Client client) {
    String user = asker.user.toString();
    parts.audit().record(tx, AuditEvent.refused(ACTION, user, reason).by(user), client);
  }

  /// Who wants a passkey, and in which session.
  public record Asker(UserId user, SessionId session) {}

  /// What a browser needs.
  ///
  /// @param known the user's keys: no authenticator is to make a second one
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared as a whole
  public record Options(
      String flowId, byte[] challenge, byte[] userHandle, List<PasskeyCredential> known) {}

  /// What came of it.
  public sealed interface Outcome {
    record Added(Passkey passkey) implements Outcome {}

    /// The flow is another session's, is over, or was completed.
    record FlowOver() implements Outcome {}

    /// The answer does not prove what it says; the audit knows why.
    record Refused() implements Outcome {}

    /// Somebody has that very key.
    record Taken() implements Outcome {}

    /// The user has [Passkeys#MOST].
    record TooMany() implements Outcome {}
  }
}
