package dev.gatehouse.contracts.admin;

import dev.gatehouse.contracts.Gate;
import dev.gatehouse.contracts.PasswordRules;
import dev.gatehouse.flows.administration.Actor;
import dev.gatehouse.flows.administration.NewUser;
import dev.gatehouse.flows.administration.UserAdministration;
import dev.gatehouse.flows.administration.UserChanges;
import dev.gatehouse.identity.access.Roles;
import dev.gatehouse.identity.accounts.EmailAddress;
import dev.gatehouse.identity.accounts.UserId;
import dev.gatehouse.identity.directory.Directory;
import dev.gatehouse.identity.directory.Entry;
import dev.gatehouse.identity.directory.Search;
import dev.gatehouse.platform.crypto.Secret;
import dev.gatehouse.platform.http.Problem;
import dev.gatehouse.platform.http.Request;
import dev.gatehouse.platform.http.Response;
import dev.gatehouse.platform.json.Fields;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.Page;
import dev.gatehouse.platform.storage.Position;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// `/users`: found, shown, created, changed, deleted; their roles.
public final class UserCalls {
  private static final String LIST = "users";
  private static final int LONGEST_NAME = 255;
  private static final int MOST_ROLES = 100;
  static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private final Database database;
  private final Directory directory;
  private final UserAdministration users;
  private final PasswordRules passwordRules;
  private final Cursors cursors;

  UserCalls(
      Database database,
      Directory directory,
      UserAdministration users,
      PasswordRules passwordRules,
      Cursors cursors) {
    this.database = database;
    this.directory = directory;
    this.users = users;
    this.passwordRules = passwordRules;
    this.cursors = cursors;
  }

  Response list(Request request, Actor actor) {
    Query query = new Query(request);
    Search search =
        new Search(
            query.text("q", LONGEST_NAME),
            query.flag("active"),
            query.flag("verified"),
            query.flag("mfa"),
            query.text("role", LONGEST_NAME));
    int limit = query.limit();
    Position from = query.from(cursors, LIST);
    query.done();
    Page<Entry> page = database.read(tx -> directory.find(tx, search, from, limit));
    return Response.ok(
        new Listing<>(
            page.items().stream().map(Views.User::of).toList(),
            query.next(cursors, LIST, page.next())));
  }

  Response show(Request request, Actor actor) {
    Query.none(request);
    return Response.ok(view(id(request)));
  }

  Response create(Request request, Actor actor) {
    Fields in = request.fields();
    Optional<EmailAddress> email = Gate.newEmail(in, "email");
    String name = in.optionalText("name", LONGEST_NAME);
    Secret password = in.has("password") ? passwordRules.newPassword(in, "password") : null;
    List<String> roles =
        in.has("roles") ? in.texts("roles", MOST_ROLES, LONGEST_NAME) : List.of(Roles.USER);
    Boolean active = in.optionalFlag("is_active");
    Boolean verified = in.optionalFlag("is_verified");
    in.refuseOthers();
    Gate.require(in);
    NewUser user =
        new NewUser(
            email.orElseThrow(),
            name,
            password,
            roles,
            active == null || active,
            verified != null && verified);
    return Denials.OF_USER.answer(users.create(actor, user), id -> Response.created(view(id)));
  }

  Response change(Request request, Actor actor) {
    UserId id = id(request);
    Fields in = request.fields();
    Optional<EmailAddress> email = in.has("email") ? Gate.newEmail(in, "email") : Optional.empty();
    UserChanges.Name name =
        in.names("name") ? new UserChanges.Name(in.optionalText("name", LONGEST_NAME)) : null;
    UserChanges changes =
        new UserChanges(
            email.orElse(null),
            name,
            in.optionalFlag("is_active"),
            in.optionalFlag("is_verified"),
            in.has("password") ? newPassword(in, id, email) : null);
    in.refuseOthers();
    Gate.require(in);
    return Denials.OF_USER.answer(users.change(actor, id, changes), _ -> Response.ok(view(id)));
  }

  Response delete(Request request, Actor actor) {
    return Denials.OF_USER.answer(users.delete(actor, id(request)), _ -> Response.none());
  }

  Response grant(Request request, Actor actor) {
    return new Denials("user", "")
        .answer(users.grant(actor, id(request), request.path("role")), _ -> Response.none());
  }

  Response revoke(Request request, Actor actor) {
    return new Denials("user", "")
        .answer(users.revoke(actor, id(request), request.path("role")), _ -> Response.none());
  }

  /// The id in the path.
  ///
  /// @throws Problem.Found 404 when it is none
  static UserId id(Request request) {
    String text = request.path("id");
    if (!UUID_FORM.matcher(text).matches()) {
      throw new Problem.Found(Denials.OF_USER.notFound());
    }
    return new UserId(UUID.fromString(text));
  }

  /// For the address that the account has from now on.
  private Secret newPassword(Fields in, UserId id, Optional<EmailAddress> wanted) {
    String email =
        wanted
            .map(EmailAddress::value)
            .or(() -> database.read(tx -> directory.find(tx, id)).map(Entry::email))
            .orElse("");
    return passwordRules.newPassword(in, "password", email);
  }

  private Views.User view(UserId id) {
    return database
        .read(tx -> directory.find(tx, id))
        .map(Views.User::of)
        .orElseThrow(() -> new Problem.Found(Denials.OF_USER.notFound()));
  }
}
