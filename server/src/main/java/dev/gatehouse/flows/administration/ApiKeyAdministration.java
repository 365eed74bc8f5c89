package dev.gatehouse.flows.administration;

import dev.gatehouse.flows.administration.Acts.Act;
import dev.gatehouse.identity.access.Roles;
import dev.gatehouse.identity.apikeys.ApiKey;
import dev.gatehouse.identity.apikeys.ApiKeyId;
import dev.gatehouse.identity.apikeys.ApiKeys;
import dev.gatehouse.identity.audit.Audit;
import dev.gatehouse.identity.revocations.Revocations;
import dev.gatehouse.platform.storage.Database;

/// Revokes the API keys of others.
public final class ApiKeyAdministration {
  private static final String REASON = "revoked_by_admin";

  private final Acts acts;
  private final Roles roles;
  private final ApiKeys keys;

  public ApiKeyAdministration(
      Database database, Revocations revocations, Audit audit, Roles roles, ApiKeys keys) {
    this.acts = new Acts(database, revocations, audit);
    this.roles = roles;
    this.keys = keys;
  }

  /// Ends a key on every node; done as well when it was over.
  public Outcome<ApiKeyId> revoke(Actor actor, ApiKeyId id) {
    Act act = new Act(actor, "apikey.revoke", id.toString(), REASON);
    return acts.perform(
        act,
        new Denial.NameTaken(),
        (tx, endings) -> {
          ApiKey key = keys.find(tx, id).orElseThrow(() -> Acts.deny(new Denial.NotFound()));
          if (!actor.powers().cover(roles.powersOf(tx, key.owner()))) {
            throw Acts.deny(new Denial.MorePowerful());
          }
          if (keys.revoke(tx, endings, key, REASON)) {
            acts.record(tx, act);
          }
          return id;
        });
  }
}
