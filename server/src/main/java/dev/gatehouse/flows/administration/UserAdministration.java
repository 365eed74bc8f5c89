package dev.gatehouse.flows.administration;

import dev.gatehouse.flows.administration.Acts.Act;
import dev.gatehouse.identity.access.Permission;
import dev.gatehouse.identity.access.Roles;
import dev.gatehouse.identity.accounts.Account;
import dev.gatehouse.identity.accounts.AccountChanges;
import dev.gatehouse.identity.accounts.Accounts;
import dev.gatehouse.identity.accounts.KeptAddresses;
import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.apikeys.ApiKeys;
import dev.gatehouse.identity.onetime.OneTimeTokens;
import dev.gatehouse.identity.passwords.HashPool;
import dev.gatehouse.identity.passwords.PasswordHash;
import dev.gatehouse.identity.passwords.Passwords;
import dev.gatehouse.identity.revocations.Endings;
import dev.gatehouse.identity.sessions.EndReason;
import dev.gatehouse.identity.sessions.Sessions;
import dev.gatehouse.platform.crypto.Randomness;
import dev.gatehouse.platform.crypto.Secret;
import dev.gatehouse.platform.storage.Tx;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Creates, changes and deletes users.
public final class UserAdministration {
  private final Acts acts;
  private final Parts parts;
  private final UserTidings tidings;
  private final UserRules rules;
  private final UserRoles roles;
  private final AccountChanges changes = new AccountChanges();
  private final KeptAddresses kept = new KeptAddresses();

  UserAdministration(Acts acts, Parts parts, UserRules rules, UserTidings tidings) {
    this.acts = acts;
    this.parts = parts;
    this.tidings = tidings;
    this.rules = rules;
    this.roles = new UserRoles(acts, parts, rules);
  }

  /// Creates an account. Roles other than `user` ask for the permission to give roles, and for
  /// every permission that they hold.
  public Outcome<UserId> create(Actor actor, NewUser user) {
    UserId id = new UserId(parts.random.uuid());
    Act act = new Act(actor, "user.create", id.toString());
    return hashed(
        actor,
        user.password(),
        hash ->
            acts.perform(
                act, new Denial.EmailTaken(), (tx, endings) -> insert(tx, act, id, user, hash)));
  }

  /// Changes what `wanted` names, and tells the user of another address or password. A new password
  /// and a deactivation end every session, a deactivation every API key as well.
  public Outcome<UserId> change(Actor actor, UserId id, UserChanges wanted) {
    Act act = new Act(actor, "user.change", id.toString(), wanted.members());
    return hashed(
        actor,
        wanted.password(),
        hash ->
            acts.perform(
                act,
                new Denial.EmailTaken(),
                (tx, endings) -> {
                  Account before = rules.begin(tx, act, id);
                  apply(tx, endings, before, wanted, hash);
                  return id;
                }));
  }

  public Outcome<UserId> activate(Actor actor, UserId id) {
    return change(actor, id, UserChanges.ACTIVATED);
  }

  /// Ends every session and keeps the user from signing in.
  public Outcome<UserId> deactivate(Actor actor, UserId id) {
    return change(actor, id, UserChanges.DEACTIVATED);
  }

  /// Sets a password that was checked against the policy, and ends every session.
  public Outcome<UserId> setPassword(Actor actor, UserId id, Secret password) {
    return change(actor, id, UserChanges.password(password));
  }

  /// Deletes the user and all that is theirs. The audit keeps the bare id and nothing personal.
  public Outcome<UserId> delete(Actor actor, UserId id) {
    Act act = new Act(actor, "user.delete", id.toString());
    return acts.perform(
        act,
        new Denial.EmailTaken(),
        (tx, endings) -> {
          Account before = rules.begin(tx, act, id);
          boolean admin = rules.isAdministrator(tx, before);
          parts.accounts.raiseEpoch(tx, endings, id);
          parts.sessions.endAllOf(tx, id, EndReason.ENDED_BY_ADMIN);
          parts.apiKeys.revokeAllOf(tx, endings, id, EndReason.ENDED_BY_ADMIN.code());
          changes.delete(tx, id);
          rules.requireAdministrator(tx, admin);
          acts.erase(tx, id.toString());
          return id;
        });
  }

  /// Gives a role; done as well when the user holds it already.
  public Outcome<UserId> grant(Actor actor, UserId id, String role) {
    return roles.grant(actor, id, role);
  }

  /// Takes a role; done as well when the user does not hold it.
  public Outcome<UserId> revoke(Actor actor, UserId id, String role) {
    return roles.revoke(actor, id, role);
  }

  /// Ends every session of the user; how many there were.
  public Outcome<Integer> endSessions(Actor actor, UserId id) {
    Act act = new Act(actor, "user.sessions.end", id.toString());
    return acts.perform(
        act,
        new Denial.NameTaken(),
        (tx, endings) -> {
          rules.begin(tx, act, id);
          parts.accounts.raiseEpoch(tx, endings, id);
          return parts.sessions.endAllOf(tx, id, EndReason.ENDED_BY_ADMIN);
        });
  }

  private UserId insert(Tx tx, Act act, UserId id, NewUser user, @Nullable PasswordHash hash) {
    parts.roles.lockAdministrators(tx);
    Set<String> wanted = Set.copyOf(user.roles());
    for (String role : wanted) {
      UserRules.requireCovered(
          act.actor(), rules.find(tx, role).powers(), new Denial.MoreThanHeld());
    }
    if (!Set.of(Roles.USER).containsAll(wanted)
        && !act.actor().powers().allow(Permission.ROLES_WRITE)) {
      throw Acts.deny(new Denial.MoreThanHeld());
    }
    Account account = account(id, user);
    parts.accounts.create(tx, account, user.email(), hash == null ? null : hash.encoded());
    wanted.forEach(role -> parts.roles.grant(tx, id, role));
    if (user.email().isAtLocalhost()) {
      parts.accounts.allowBareNames(tx);
    }
    acts.record(tx, act);
    return id;
  }

  private Account account(UserId id, NewUser user) {
    return new Account(
        id,
        user.email().value(),
        user.name(),
        user.active(),
        user.verified(),
        false,
        0,
        null,
        parts.clock.instant(),
        null);
  }

  /// The epoch rises before the sessions end, so that a sign-in of the same moment gets nowhere.
  private void apply(
      Tx tx, Endings endings, Account before, UserChanges wanted, @Nullable PasswordHash hash) {
    UserId id = before.id();
    boolean admin = rules.isAdministrator(tx, before);
    boolean activity = wanted.active() != null && wanted.active() != before.isActive();
    if (activity || hash != null) {
      parts.accounts.raiseEpoch(tx, endings, id);
    }
    if (activity) {
      changes.setActive(tx, id, !before.isActive());
    }
    if (hash != null) {
      changes.setPassword(tx, id, hash.encoded());
      voidEverythingOf(tx, id);
    }
    if (hash != null || (activity && before.isActive())) {
      EndReason reason = hash == null ? EndReason.DEACTIVATED : EndReason.PASSWORD_CHANGED;
      parts.sessions.endAllOf(tx, id, reason);
    }
    if (activity && before.isActive()) {
      parts.apiKeys.revokeAllOf(tx, endings, id, EndReason.DEACTIVATED.code());
    }
    describe(tx, before, wanted);
    if (wanted.email() != null || hash != null) {
      tell(tx, before, hash != null);
    }
    endings.user(id.toString());
    rules.requireAdministrator(tx, admin);
  }

  private void tell(Tx tx, Account before, boolean passwordSet) {
    Account after = parts.accounts.find(tx, before.id()).orElseThrow();
    if (!after.email().equals(before.email())) {
      tidings.readdressed(tx, before, after);
    }
    if (passwordSet) {
      tidings.passwordSet(tx, after);
    }
  }

  private void describe(Tx tx, Account before, UserChanges wanted) {
    UserId id = before.id();
    if (wanted.name() != null) {
      changes.rename(tx, id, wanted.name().value());
    }
    if (wanted.email() != null && !wanted.email().value().equals(before.email())) {
      changes.readdress(tx, id, wanted.email(), parts.clock.instant());
      changes.setVerified(tx, id, false);
      voidEverythingOf(tx, id); // they went to the old address
    }
    if (wanted.verified() != null) {
      changes.setVerified(tx, id, wanted.verified());
    }
  }

  /// No change of address can be undone any more, so that no address is kept either.
  private void voidEverythingOf(Tx tx, UserId id) {
    parts.oneTimeTokens.voidEverythingOf(tx, id);
    kept.release(tx, id);
  }

  private Outcome<UserId> hashed(
      Actor actor,
      @Nullable Secret password,
      Function<@Nullable PasswordHash, Outcome<UserId>> work) {
    if (password == null) {
      return work.apply(null);
    }
    return switch (parts.passwords.hash(actor.client().source(), password)) {
      case HashPool.Outcome.Busy<?>(Duration retryAfter) ->
          new Outcome.Denied<>(new Denial.Busy(retryAfter));
      case HashPool.Outcome.Done<PasswordHash>(PasswordHash hash) -> work.apply(hash);
    };
  }

  /// The features that the administration of users joins.
  public record Parts(
      Accounts accounts,
      Roles roles,
      Sessions sessions,
      ApiKeys apiKeys,
      OneTimeTokens oneTimeTokens,
      Passwords passwords,
      Randomness random,
      Clock clock) {}
}
