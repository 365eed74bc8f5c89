package dev.gatehouse.app;

import dev.gatehouse.flows.administration.Actor;
import dev.gatehouse.flows.administration.Denial;
import dev.gatehouse.flows.administration.NewUser;
import dev.gatehouse.flows.administration.Outcome;
import dev.gatehouse.flows.administration.ProofAdministration;
import dev.gatehouse.flows.administration.UserAdministration;
import dev.gatehouse.identity.access.Roles;
import dev.gatehouse.identity.accounts.EmailAddress;
import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.directory.Directory;
import dev.gatehouse.identity.directory.Entry;
import dev.gatehouse.identity.directory.Search;
import dev.gatehouse.identity.sessions.SessionHistory;
import dev.gatehouse.identity.sessions.SessionRecord;
import dev.gatehouse.identity.sessions.SessionSearch;
import dev.gatehouse.platform.crypto.Secret;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.Page;
import dev.gatehouse.platform.storage.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The users in the hands of an operator. A running server learns of it within the bound.
public final class Users {
  private static final int PAGE = 200;
  private static final int MOST_SESSIONS = 200;

  private final Settings settings;

  public Users(Settings settings) {
    this.settings = settings;
  }

  /// Tells of up to `most` users, the newest first, or by email where a text is looked for.
  ///
  /// @return whether there are more
  public boolean list(Search search, int most, Consumer<Entry> each) {
    return with(parts -> {
      Directory directory = new Directory(parts.roles());
      Position from = null;
      int left = most;
      while (left > 0) {
        Position at = from;
        int limit = Math.min(left, PAGE);
        Page<Entry> page = parts.database().read(tx -> directory.find(tx, search, at, limit));
        page.items().forEach(each);
        left -= page.items().size();
        from = page.next();
        if (from == null) {
          return false;
        }
      }
      return true;
    });
  }

  /// What is known of a user.
  ///
  /// @param who an id, an email address or an administrator's bare name
  /// @throws OperationException when there is no such user
  public Entry show(String who) {
    return with(parts -> find(parts, who));
  }

  /// Makes a user, who is active.
  ///
  /// @param password null for an account that can't sign in by password
  /// @throws OperationException when it can't be made
  public Entry create(
      String email,
      @Nullable String name,
      @Nullable Secret password,
      List<String> roles,
      boolean verified) {
    EmailAddress address = Administrators.address(email);
    return with(parts -> {
      if (password != null) {
        OperatorPasswords.requireStrong(settings, parts, password, address.value());
      }
      Store.createDefaultRoles(parts.database());
      NewUser user =
          new NewUser(
              address,
              name,
              password,
              roles.isEmpty() ? List.of(Roles.USER) : roles,
              true,
              verified);
      UserId made = done(users(parts).create(Actor.COMMAND_LINE, user), email);
      return find(parts, made.toString());
    });
  }

  public Entry activate(String who) {
    return change(who, (users, id) -> users.activate(Actor.COMMAND_LINE, id));
  }

  /// Keeps the user from signing in, and ends every session.
  public Entry deactivate(String who) {
    return change(who, (users, id) -> users.deactivate(Actor.COMMAND_LINE, id));
  }

  public Entry grant(String who, String role) {
    return change(who, (users, id) -> users.grant(Actor.COMMAND_LINE, id, role));
  }

  public Entry revoke(String who, String role) {
    return change(who, (users, id) -> users.revoke(Actor.COMMAND_LINE, id, role));
  }

  /// Ends every session as well.
  public Entry setPassword(String who, Secret password) {
    return with(parts -> {
      Entry entry = find(parts, who);
      OperatorPasswords.requireStrong(settings, parts, password, entry.email());
      done(users(parts).setPassword(Actor.COMMAND_LINE, entry.id(), password), who);
      return find(parts, entry.id().toString());
    });
  }

  /// Switches the user's second factors off, and ends every session.
  public Entry resetFactors(String who) {
    return proofs(who, ProofAdministration::resetFactors);
  }

  /// Lets the user's next sign-in lead to a new password, and ends every session.
  public Entry forcePasswordChange(String who) {
    return proofs(who, ProofAdministration::forcePasswordChange);
  }

  /// Deletes the user and all that is theirs; who it was.
  public Entry delete(String who) {
    return with(parts -> {
      Entry entry = find(parts, who);
      done(users(parts).delete(Actor.COMMAND_LINE, entry.id()), who);
      return entry;
    });
  }

  /// The user's live sessions, the newest first.
  public List<SessionRecord> sessions(String who) {
    return with(parts -> {
      Entry entry = find(parts, who);
      Database database = parts.database();
      SessionHistory history = new SessionHistory();
      List<SessionRecord> live = new ArrayList<>();
      Position from = null;
      do {
        Position at = from;
        Page<SessionRecord> page =
            database.read(tx ->
                history.find(
                    tx,
                    SessionSearch.of(entry.id(), true),
                    database.clock().instant(),
                    at,
                    MOST_SESSIONS));
        live.addAll(page.items());
        from = page.next();
      } while (from != null && live.size() < MOST_SESSIONS);
      return live;
    });
  }

  /// Ends the user's sessions; how many there were.
  public int endSessions(String who) {
    return with(parts -> {
      Entry entry = find(parts, who);
      return done(users(parts).endSessions(Actor.COMMAND_LINE, entry.id()), who);
    });
  }

  private Entry change(String who, BiFunction<UserAdministration, UserId, Outcome<UserId>> change) {
    return with(parts -> {
      Entry entry = find(parts, who);
      done(change.apply(users(parts), entry.id()), who);
      return find(parts, entry.id().toString());
    });
  }

  private Entry proofs(String who, ProofChange change) {
    return with(parts -> {
      UserId id = find(parts, who).id();
      done(change.make(parts.administration().proofs(), Actor.COMMAND_LINE, id), who);
      return find(parts, id.toString());
    });
  }

  private <T> T with(Work<T> work) {
    try (Parts parts = Parts.over(Store.openReady(settings), settings)) {
      return work.run(parts);
    }
  }

  private static UserAdministration users(Parts parts) {
    return parts.administration().users();
  }

  private static Entry find(Parts parts, String who) {
    Directory directory = new Directory(parts.roles());
    Optional<Entry> found =
        who.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
            ? parts.database().read(tx -> directory.find(tx, new UserId(UUID.fromString(who))))
            : parts.database().read(tx -> directory.find(tx, Administrators.address(who)));
    return found.orElseThrow(
        () -> new OperationException("There is no user %s.".formatted(shown(who))));
  }

  private static <T> T done(Outcome<T> outcome, String who) {
    return switch (outcome) {
      case Outcome.Done<T>(T value) -> value;
      case Outcome.Denied<T>(Denial denial) -> throw new OperationException(why(denial, who));
    };
  }

  private static String why(Denial denial, String who) {
    return switch (denial) {
      case Denial.NotFound _ -> "There is no user %s.".formatted(shown(who));
      case Denial.Unknown(String name) -> "There is no role %s.".formatted(shown(name));
      case Denial.EmailTaken _ -> "There is an account %s already.".formatted(shown(who));
      case Denial.LastAdministrator _ ->
          "%s is the last administrator: make another one first.".formatted(shown(who));
      case Denial.Busy _ -> "The password could not be hashed in time; try again.";
      case Denial.NameTaken _,
          Denial.MoreThanHeld _,
          Denial.PermissionMissing _,
          Denial.MorePowerful _,
          Denial.BuiltIn _,
          Denial.KeysAreConfigured _,
          Denial.TooMany _,
          Denial.SwitchedOff _,
          Denial.NotFailed _,
          Denial.NotKept _ ->
          "It was refused: " + denial.code().replace('_', ' ') + ".";
    };
  }

  private static String shown(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  private interface ProofChange {
    Outcome<UserId> make(ProofAdministration proofs, Actor actor, UserId id);
  }

  private interface Work<T> {
    T run(Parts parts);
  }
}
