package dev.gatehouse.flows.administration;

import dev.gatehouse.identity.audit.Audit;
import dev.gatehouse.identity.audit.AuditEvent;
import dev.gatehouse.identity.tokens.SigningKey;
import dev.gatehouse.identity.tokens.SigningKeys;
import java.util.List;

/// The keys that access tokens are signed with.
public final class KeyAdministration {
  private final SigningKeys keys;
  private final Audit audit;

  public KeyAdministration(SigningKeys keys, Audit audit) {
    this.keys = keys;
    this.audit = audit;
  }

  /// Every generated key there ever was, the one that signs last first.
  public List<SigningKeys.Listed> list() {
    return keys.listed();
  }

  /// Makes a new key. A compromised one signs and verifies nothing from now on; otherwise the old
  /// one goes on until the new one has been published long enough.
  public Outcome<SigningKey> rotate(Actor actor, boolean compromised) {
    if (keys.isConfigured()) {
      return new Outcome.Denied<>(new Denial.KeysAreConfigured());
    }
    SigningKeys.Witness witness =
        (tx, key) -> {
          AuditEvent event = AuditEvent.done(actor.name(), "signing_key.rotate", key.id());
          audit.record(tx, compromised ? event.because("compromised") : event, actor.client());
        };
    return new Outcome.Done<>(
        compromised ? keys.replaceCompromised(witness) : keys.rotate(witness));
  }
}
