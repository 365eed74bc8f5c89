package dev.gatehouse.flows.transfer;

import dev.gatehouse.identity.access.Grants;
import dev.gatehouse.identity.access.Permission;
import dev.gatehouse.identity.access.Role;
import dev.gatehouse.identity.access.Roles;
import dev.gatehouse.identity.accounts.AccountChange;
import dev.gatehouse.identity.accounts.Accounts;
import dev.gatehouse.identity.accounts.CarriedAccount;
import dev.gatehouse.identity.accounts.CarriedAccounts;
import dev.gatehouse.identity.accounts.EmailAddress;
import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.apikeys.ApiKeys;
import dev.gatehouse.identity.audit.Audit;
import dev.gatehouse.identity.audit.AuditEvent;
import dev.gatehouse.identity.revocations.Endings;
import dev.gatehouse.identity.sessions.EndReason;
import dev.gatehouse.identity.sessions.Sessions;
import dev.gatehouse.platform.crypto.Randomness;
import dev.gatehouse.platform.json.Json;
import dev.gatehouse.platform.storage.Tx;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Stores the lines of one batch in one transaction: what is new together, what is there one by
/// one.
public final class ImportBatch {
  private final CarriedAccounts carried = new CarriedAccounts();
  private final Grants grants = new Grants();
  private final Parts parts;
  private final Randomness random;
  private final Clock clock;

  public ImportBatch(Parts parts, Randomness random, Clock clock) {
    this.parts = parts;
    this.random = random;
    this.clock = clock;
  }

  /// @throws LastAdministrator when nobody would be left who may do everything
  Tally apply(Tx tx, Endings endings, List<UserLine> lines, Carrier by) {
    if (lines.stream().anyMatch(ImportBatch::mayUnmakeAnAdministrator)) {
      parts.roles.lockAdministrators(tx);
    }
    return new Run(tx, endings, lines, by).apply();
  }

  private static boolean mayUnmakeAnAdministrator(UserLine line) {
    return line.roles() != null || Boolean.FALSE.equals(line.active());
  }

  /// One run over a batch, and what it knows.
  private final class Run {
    private final Tx tx;
    private final Endings endings;
    private final List<UserLine> lines;
    private final Carrier by;
    private final Tally tally = new Tally();
    private final Instant now = clock.instant();
    private final Map<String, CarriedAccount> known;
    private final Set<String> kept;
    private final Map<UserId, List<String>> held;
    private final Set<UserId> taken;
    private final Map<String, Role> roles;
    private final List<CarriedAccounts.New> added = new ArrayList<>();
    private final Map<UserId, List<String>> granted = new HashMap<>();

    Run(Tx tx, Endings endings, List<UserLine> lines, Carrier by) {
      this.tx = tx;
      this.endings = endings;
      this.lines = lines;
      this.by = by;
      List<EmailAddress> addresses = lines.stream().map(UserLine::address).toList();
      this.known = carried.find(tx, addresses);
      this.kept = carried.findKept(tx, addresses, now);
      this.held = parts.roles.of(tx, known.values().stream().map(CarriedAccount::id).toList());
      this.taken =
          carried.taken(tx, lines.stream().map(UserLine::id).filter(Objects::nonNull).toList());
      this.roles =
          parts.roles.list(tx).stream().collect(Collectors.toMap(Role::name, Function.identity()));
    }

    Tally apply() {
      for (UserLine line : lines) {
        CarriedAccount account = known.get(line.address().key());
        Optional<String> refusal = account == null ? add(line) : change(line, account);
        refusal.ifPresent(detail -> tally.skip(line.number(), detail));
      }
      carried.insert(tx, added, now);
      grants.giveAll(tx, granted);
      return tally;
    }

    private Optional<String> add(UserLine line) {
      List<String> wanted = Objects.requireNonNullElse(line.roles(), List.of(Roles.USER));
      if (!Set.of(Roles.USER).containsAll(wanted) && !by.powers().allow(Permission.ROLES_WRITE)) {
        return Optional.of("Giving roles other than user needs roles:write");
      }
      Optional<String> refusal = whyNotGrant(wanted);
      if (refusal.isPresent()) {
        return refusal;
      }
      if (line.address().isAtLocalhost() && !by.isOperator()) {
        return Optional.of("Accounts at localhost are made at the server's command line");
      }
      if (kept.contains(line.address().key())) {
        return Optional.of("The email is kept for an account that was changed lately");
      }
      UserId id = line.id() == null ? new UserId(random.uuid()) : line.id();
      boolean repeated = added.stream().anyMatch(other -> other.account().id().equals(id));
      if (taken.contains(id) || repeated) {
        return Optional.of("Another account has this id");
      }
      added.add(new CarriedAccounts.New(account(line, id), line.address()));
      granted.put(id, wanted);
      if (line.address().isAtLocalhost()) {
        parts.accounts.allowBareNames(tx);
      }
      tally.created();
      return Optional.empty();
    }

    private CarriedAccount account(UserLine line, UserId id) {
      return new CarriedAccount(
          id,
          line.address().value(),
          line.name(),
          line.hash(),
          Objects.requireNonNullElse(line.active(), true),
          Objects.requireNonNullElse(line.verified(), false),
          line.legacyId(),
          line.metadata(),
          Objects.requireNonNullElse(line.createdAt(), now),
          line.lastLogin(),
          null);
    }

    private Optional<String> change(UserLine line, CarriedAccount account) {
      if (line.id() != null && !line.id().equals(account.id())) {
        return Optional.of("The account has another id here");
      }
      Set<String> before = new TreeSet<>(held.getOrDefault(account.id(), List.of()));
      Set<String> after = line.roles() == null ? before : new TreeSet<>(line.roles());
      AccountChange change = changeOf(line, account, !before.equals(after));
      Optional<String> refusal = whyNotChange(change, before, after);
      if (refusal.isPresent()) {
        return refusal;
      }
      if (change.isEmpty()) {
        tally.unchanged();
        return Optional.empty();
      }
      perform(account.id(), change, before, after);
      tally.updated();
      return Optional.empty();
    }

    /// Only what is otherwise than it was.
    private AccountChange changeOf(UserLine line, CarriedAccount account, boolean rolesChange) {
      Boolean active = differing(line.active(), account.active());
      return new AccountChange(
          differing(line.name(), account.name()),
          active,
          differing(line.verified(), account.verified()),
          account.legacyId() == null ? line.legacyId() : null,
          sameJson(line.metadata(), account.metadata()) ? null : line.metadata(),
          rolesChange || active != null);
    }

    private Optional<String> whyNotChange(
        AccountChange change, Set<String> before, Set<String> after) {
      if (change.isEmpty()) {
        return Optional.empty();
      }
      if (!before.equals(after) && !by.powers().allow(Permission.ROLES_WRITE)) {
        return Optional.of("Changing the roles of an account needs roles:write");
      }
      Set<String> touched = new TreeSet<>(before);
      touched.addAll(after);
      Optional<String> refusal = whyNotGrant(touched);
      if (refusal.isPresent()) {
        return refusal;
      }
      boolean standing = change.active() != null || change.verified() != null;
      return standing && !by.powers().allow(Permission.USERS_WRITE)
          ? Optional.of("Changing is_active or is_verified of an account needs users:write")
          : Optional.empty();
    }

    /// Nobody gives, takes or touches what they could not do themselves.
    private Optional<String> whyNotGrant(Iterable<String> names) {
      for (String name : names) {
        Role role = roles.get(name);
        if (role == null) {
          return Optional.of("One of the roles does not exist here");
        }
        if (!by.powers().cover(role.powers())) {
          return Optional.of("The role " + name + " allows more than you may do yourself");
        }
      }
      return Optional.empty();
    }

    private void perform(UserId id, AccountChange change, Set<String> before, Set<String> after) {
      if (change.endsTokens()) {
        parts.accounts.raiseEpoch(tx, endings, id);
      }
      carried.update(tx, id, change, now);
      before.stream()
          .filter(role -> !after.contains(role))
          .forEach(role -> parts.roles.revoke(tx, id, role));
      after.stream()
          .filter(role -> !before.contains(role))
          .forEach(role -> parts.roles.grant(tx, id, role));
      endings.user(id.toString());
      boolean off = Boolean.FALSE.equals(change.active());
      if (off) {
        parts.sessions.endAllOf(tx, id, EndReason.DEACTIVATED);
        parts.apiKeys.revokeAllOf(tx, endings, id, EndReason.DEACTIVATED.code());
      }
      boolean unmade = before.contains(Roles.ADMIN) && (off || !after.contains(Roles.ADMIN));
      if (unmade && !parts.roles.hasAdministrator(tx)) {
        throw new LastAdministrator();
      }
      parts.audit.record(
          tx,
          AuditEvent.done(by.actor(), "user.change", id.toString()).about("by an import"),
          by.client());
    }
  }

  private static <T> @Nullable T differing(@Nullable T wanted, @Nullable T present) {
    return Objects.equals(wanted, present) ? null : wanted;
  }

  private static boolean sameJson(@Nullable String left, @Nullable String right) {
    return left != null
        && right != null
        && Json.read(left.getBytes(StandardCharsets.UTF_8))
            .equals(Json.read(right.getBytes(StandardCharsets.UTF_8)));
  }

  /// The features that an import joins.
  public record Parts(
      Accounts accounts, Roles roles, Sessions sessions, ApiKeys apiKeys, Audit audit) {}

  /// Undoes the unit: nobody would be left who may do everything.
  static final class LastAdministrator extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    LastAdministrator() {
      super("the last administrator", null, false, false);
    }
  }
}
