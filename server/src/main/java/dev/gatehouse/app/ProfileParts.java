package dev.gatehouse.app;

import dev.gatehouse.contracts.auth.OwnAccount;
import dev.gatehouse.flows.profile.Erasure;
import dev.gatehouse.flows.profile.OwnEvents;
import dev.gatehouse.flows.profile.OwnProfile;
import dev.gatehouse.flows.signin.OwnPassword;
import dev.gatehouse.flows.signin.PasswordProof;
import dev.gatehouse.identity.audit.AuditLog;

/// What users do with their own account.
final class ProfileParts {
  private ProfileParts() {}

  static OwnAccount over(Live live, PasswordProof proof) {
    Parts parts = live.parts();
    return new OwnAccount(
        new OwnProfile(
            parts.revocations(), live.profiles(), parts.audit(), parts.database().clock()),
        Holdings.of(parts),
        new Erasure(
            parts.database(),
            parts.revocations(),
            new Erasure.Parts(
                parts.accounts(),
                parts.roles(),
                parts.sessions(),
                parts.apiKeys(),
                parts.audit(),
                parts.notices())),
        new OwnPassword(proof, parts.database(), parts.audit()),
        new OwnEvents(parts.database(), new AuditLog()));
  }
}
