package dev.gatehouse.contracts.admin;

import static dev.gatehouse.identity.access.Permission.APIKEYS_READ;
import static dev.gatehouse.identity.access.Permission.APIKEYS_WRITE;
import static dev.gatehouse.identity.access.Permission.AUDIT_READ;
import static dev.gatehouse.identity.access.Permission.KEYS_READ;
import static dev.gatehouse.identity.access.Permission.KEYS_ROTATE;
import static dev.gatehouse.identity.access.Permission.ROLES_READ;
import static dev.gatehouse.identity.access.Permission.ROLES_WRITE;
import static dev.gatehouse.identity.access.Permission.SESSIONS_READ;
import static dev.gatehouse.identity.access.Permission.SESSIONS_WRITE;
import static dev.gatehouse.identity.access.Permission.STATS_READ;
import static dev.gatehouse.identity.access.Permission.USERS_EXPORT;
import static dev.gatehouse.identity.access.Permission.USERS_IMPORT;
import static dev.gatehouse.identity.access.Permission.USERS_READ;
import static dev.gatehouse.identity.access.Permission.USERS_WRITE;
import static dev.gatehouse.identity.access.Permission.WEBHOOKS_WRITE;

import dev.gatehouse.contracts.Gate;
import dev.gatehouse.contracts.PasswordRules;
import dev.gatehouse.flows.administration.ActivitySeries;
import dev.gatehouse.flows.administration.Administration;
import dev.gatehouse.flows.administration.InvitationAdministration;
import dev.gatehouse.flows.administration.KeyAdministration;
import dev.gatehouse.flows.administration.Statistics;
import dev.gatehouse.flows.administration.WebhookAdministration;
import dev.gatehouse.flows.administration.WebhookUpkeep;
import dev.gatehouse.flows.administration.Why;
import dev.gatehouse.flows.housekeeping.Cleaner;
import dev.gatehouse.flows.transfer.UserExport;
import dev.gatehouse.flows.transfer.UserImport;
import dev.gatehouse.identity.accounts.Accounts;
import dev.gatehouse.identity.activity.Activity;
import dev.gatehouse.identity.audit.AuditLog;
import dev.gatehouse.identity.chain.ChainCheck;
import dev.gatehouse.identity.directory.Directory;
import dev.gatehouse.identity.sessions.Sessions;
import dev.gatehouse.platform.json.Fields;
import dev.gatehouse.platform.outbound.OutboundRules;
import dev.gatehouse.platform.storage.Database;
import java.util.List;

/// The whole admin API: every call with the one permission that it asks for.
public final class AdminTable {
  private AdminTable() {}

  /// The calls over these parts.
  public static List<AdminCall> calls(Parts parts) {
    Cursors cursors = new Cursors(parts.cursorKey);
    Database database = parts.reads.database;
    UserCalls users =
        new UserCalls(
            database,
            parts.reads.directory,
            parts.administration.users(),
            parts.passwordRules,
            cursors);
    ProofCalls proofs =
        new ProofCalls(database, parts.reads.directory, parts.administration.proofs());
    RoleCalls roles = new RoleCalls(parts.administration.roles(), cursors);
    SessionCalls sessions =
        new SessionCalls(
            new SessionCalls.Parts(database, parts.reads.accounts, parts.reads.sessions),
            parts.administration.users(),
            parts.cleaner,
            cursors);
    EverySessionCalls every =
        new EverySessionCalls(
            database, parts.reads.directory, parts.administration.sessions(), cursors);
    AuditLog log = new AuditLog();
    AuditCalls audit = new AuditCalls(database, log, parts.reads.why, parts.chain, cursors);
    KeyCalls keys = new KeyCalls(parts.keys);
    StatsCalls stats =
        new StatsCalls(
            new Statistics(database, log, parts.reads.directory, parts.reads.sessions),
            new ActivitySeries(database, log, new Activity(database.clock())),
            database.clock());
    ApiKeyCalls apiKeys = new ApiKeyCalls(parts.reads, parts.apiKeys, cursors);
    InvitationCalls invitations = new InvitationCalls(parts.invitations, cursors);
    WebhookCalls hooks = new WebhookCalls(parts.webhooks.hooks, parts.webhooks.rules, cursors);
    WebhookUpkeepCalls upkeep = new WebhookUpkeepCalls(parts.webhooks.upkeep);
    TransferCalls transfer = new TransferCalls(parts.transfer.importer, parts.transfer.exporter);
    return List.of(
        new AdminCall("GET", "/users", USERS_READ, users::list),
        new AdminCall("POST", "/users", USERS_WRITE, users::create),
        new AdminCall("GET", "/invitations", USERS_READ, invitations::list),
        new AdminCall("POST", "/invitations", USERS_WRITE, invitations::create),
        new AdminCall("DELETE", "/invitations/{id}", USERS_WRITE, invitations::withdraw),
        new AdminCall("POST", "/users/import", USERS_IMPORT, transfer::takeIn),
        new AdminCall("GET", "/users/export", USERS_EXPORT, transfer::writeOut),
        new AdminCall("GET", "/users/{id}", USERS_READ, users::show),
        new AdminCall("PATCH", "/users/{id}", USERS_WRITE, users::change),
        new AdminCall("DELETE", "/users/{id}", USERS_WRITE, users::delete),
        new AdminCall("POST", "/users/{id}/mfa/reset", USERS_WRITE, proofs::resetFactors),
        new AdminCall(
            "POST", "/users/{id}/password/force-change", USERS_WRITE, proofs::forcePasswordChange),
        new AdminCall("PUT", "/users/{id}/roles/{role}", ROLES_WRITE, users::grant),
        new AdminCall("DELETE", "/users/{id}/roles/{role}", ROLES_WRITE, users::revoke),
        new AdminCall("GET", "/users/{id}/sessions", SESSIONS_READ, sessions::list),
        new AdminCall("POST", "/users/{id}/sessions/end", SESSIONS_WRITE, sessions::end),
        new AdminCall("GET", "/users/{id}/api-keys", APIKEYS_READ, apiKeys::list),
        new AdminCall("DELETE", "/api-keys/{id}", APIKEYS_WRITE, apiKeys::revoke),
        new AdminCall("GET", "/sessions", SESSIONS_READ, every::list),
        new AdminCall("DELETE", "/sessions/{id}", SESSIONS_WRITE, every::end),
        new AdminCall("GET", "/sessions/count", SESSIONS_READ, sessions::count),
        new AdminCall("POST", "/sessions/cleanup", SESSIONS_WRITE, sessions::cleanUp),
        new AdminCall("GET", "/roles", ROLES_READ, roles::list),
        new AdminCall("POST", "/roles", ROLES_WRITE, roles::create),
        new AdminCall("GET", "/roles/{name}", ROLES_READ, roles::show),
        new AdminCall("PATCH", "/roles/{name}", ROLES_WRITE, roles::change),
        new AdminCall("DELETE", "/roles/{name}", ROLES_WRITE, roles::delete),
        new AdminCall("GET", "/permissions", ROLES_READ, roles::listPermissions),
        new AdminCall("POST", "/permissions", ROLES_WRITE, roles::createPermission),
        new AdminCall("DELETE", "/permissions/{name}", ROLES_WRITE, roles::deletePermission),
        new AdminCall("GET", "/audit-events", AUDIT_READ, audit::list),
        new AdminCall("GET", "/audit-events/export", AUDIT_READ, audit::export),
        new AdminCall("GET", "/audit-events/verify", AUDIT_READ, audit::verify),
        new AdminCall("GET", "/why/{id}", AUDIT_READ, audit::why),
        new AdminCall("GET", "/signing-keys", KEYS_READ, keys::list),
        new AdminCall("POST", "/signing-keys/rotate", KEYS_ROTATE, keys::rotate),
        new AdminCall("GET", "/webhooks", WEBHOOKS_WRITE, hooks::list),
        new AdminCall("POST", "/webhooks", WEBHOOKS_WRITE, hooks::create),
        new AdminCall("GET", "/webhooks/{id}", WEBHOOKS_WRITE, hooks::show),
        new AdminCall("PATCH", "/webhooks/{id}", WEBHOOKS_WRITE, hooks::change),
        new AdminCall("DELETE", "/webhooks/{id}", WEBHOOKS_WRITE, hooks::delete),
        new AdminCall("GET", "/webhooks/{id}/deliveries", WEBHOOKS_WRITE, hooks::deliveries),
        new AdminCall(
            "POST",
            "/webhooks/{id}/deliveries/{delivery}/redeliver",
            WEBHOOKS_WRITE,
            upkeep::redeliver),
        new AdminCall("POST", "/webhooks/{id}/secret/rotate", WEBHOOKS_WRITE, upkeep::rotateSecret),
        new AdminCall("POST", "/webhooks/{id}/test", WEBHOOKS_WRITE, upkeep::test),
        new AdminCall("GET", "/stats", STATS_READ, stats::show),
        new AdminCall("GET", "/stats/series", STATS_READ, stats::series));
  }

  /// For a call whose body, if there is one, has no members.
  static void refuseMembers(Fields in) {
    in.refuseOthers();
    Gate.require(in);
  }

  /// What the calls lead to.
  ///
  /// @param cursorKey 32 secret bytes that every node has
  @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
  public record Parts(
      Administration administration,
      InvitationAdministration invitations,
      KeyAdministration keys,
      ApiKeyCalls.Parts apiKeys,
      Reads reads,
      PasswordRules passwordRules,
      Cleaner cleaner,
      Transfer transfer,
      ChainCheck chain,
      Hooks webhooks,
      byte[] cursorKey) {}

  /// Who is told of what, and whom the server may call.
  public record Hooks(WebhookAdministration hooks, WebhookUpkeep upkeep, OutboundRules rules) {}

  /// What carries users in and out.
  public record Transfer(UserImport importer, UserExport exporter) {}

  /// What the calls read from.
  public record Reads(
      Database database, Accounts accounts, Sessions sessions, Directory directory, Why why) {}
}
