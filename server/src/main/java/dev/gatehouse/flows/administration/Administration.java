package dev.gatehouse.flows.administration;

import dev.gatehouse.identity.access.RoleChanges;
import dev.gatehouse.identity.audit.Audit;
import dev.gatehouse.identity.mfa.Factors;
import dev.gatehouse.identity.notices.Notices;
import dev.gatehouse.identity.notices.VerificationMails;
import dev.gatehouse.identity.revocations.Revocations;
import dev.gatehouse.platform.storage.Database;

/// All that operators do, over one database.
///
/// @param users creates, changes and deletes users
/// @param proofs takes from users what they prove who they are with
/// @param sessions ends single sessions
/// @param roles creates, changes and deletes roles and permissions
public record Administration(
    UserAdministration users,
    ProofAdministration proofs,
    SessionAdministration sessions,
    RoleAdministration roles) {

  public static Administration over(
      Database database,
      Revocations revocations,
      Audit audit,
      UserAdministration.Parts parts,
      Factors factors,
      Notices notices) {
    VerificationMails verification = new VerificationMails(parts.oneTimeTokens(), notices);
    Acts acts = new Acts(database, revocations, audit);
    UserRules rules = new UserRules(acts, parts);
    return new Administration(
        new UserAdministration(
            acts, parts, rules, new UserTidings(notices, verification, parts.clock())),
        new ProofAdministration(acts, rules, parts, factors, notices),
        new SessionAdministration(database, acts, rules, parts.sessions()),
        new RoleAdministration(database, acts, parts.roles(), new RoleChanges(parts.random())));
  }
}
