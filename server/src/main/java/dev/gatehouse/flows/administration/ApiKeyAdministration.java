package dev.gatehouse.flows.administration;

import dev.gatehouse.flows.administration.Acts.Act;
import dev.gatehouse.identity.access.Roles;
import dev.gatehouse.identity.accounts.Accounts;
import dev.gatehouse.identity.apikeys.ApiKey;
import dev.gatehouse.identity.apikeys.ApiKeyId;
import dev.gatehouse.identity.apikeys.ApiKeys;
import dev.gatehouse.identity.audit.Audit;
import dev.gatehouse.identity.notices.Notice;
import dev.gatehouse.identity.notices.Notices;
import dev.gatehouse.identity.revocations.Revocations;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.Tx;
import java.time.Clock;

/// Revokes the API keys of others.
public final class ApiKeyAdministration {
  private static final String REASON = "revoked_by_admin";

  private final Acts acts;
  private final Clock clock;
  private final Parts parts;

  public ApiKeyAdministration(
      Database database, Revocations revocations, Audit audit, Parts parts) {
    this.acts = new Acts(database, revocations, audit);
    this.clock = database.clock();
    this.parts = parts;
  }

  /// Ends a key on every node; done as well when it was over. The owner is told, by mail and by an
  /// event about them.
  public Outcome<ApiKeyId> revoke(Actor actor, ApiKeyId id) {
    Act act = new Act(actor, ApiKeys.REVOKE, id.toString(), REASON);
    return acts.perform(
        act,
        new Denial.NameTaken(),
        (tx, endings) -> {
          ApiKey key = parts.keys.find(tx, id).orElseThrow(() -> Acts.deny(new Denial.NotFound()));
          if (!actor.powers().cover(parts.roles.powersOf(tx, key.owner()))) {
            throw Acts.deny(new Denial.MorePowerful());
          }
          if (parts.keys.revoke(tx, endings, key, REASON)) {
            acts.record(tx, act);
            tell(tx, actor, key);
          }
          return id;
        });
  }

  private void tell(Tx tx, Actor actor, ApiKey key) {
    String owner = key.owner().toString();
    acts.record(tx, new Act(actor, "user.apikey.revoke", owner, key.id().toString()));
    Notice notice = Notice.apiKeyRevoked(key.name(), key.prefix(), clock.instant());
    parts
        .accounts
        .find(tx, key.owner())
        .ifPresent(account -> parts.notices.send(tx, account, notice));
  }

  /// The features that the revocation of a key joins.
  public record Parts(Roles roles, ApiKeys keys, Accounts accounts, Notices notices) {}
}
