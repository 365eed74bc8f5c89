package dev.gatehouse.contracts.admin;

import dev.gatehouse.contracts.Gate;
import dev.gatehouse.flows.administration.Denial;
import dev.gatehouse.flows.administration.Outcome;
import dev.gatehouse.platform.http.Problem;
import dev.gatehouse.platform.http.Request;
import dev.gatehouse.platform.http.Response;
import dev.gatehouse.platform.json.Fields.FieldError;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/// What the admin API answers when something was not done.
///
/// @param thing what the path names: `user`
/// @param unknown the member of the body that named something there is none of; empty when it was
///   the path
record Denials(String thing, String unknown) {
  static final Denials OF_USER = new Denials("user", "roles");
  static final Denials OF_ROLE = new Denials("role", "permissions");
  static final Denials OF_PERMISSION = new Denials("permission", "");
  static final Denials OF_KEYS = new Denials("key", "");
  static final Denials OF_WEBHOOK = new Denials("webhook", "");
  static final Denials OF_DELIVERY = new Denials("delivery", "");

  <T> Response answer(Outcome<T> outcome, Function<T, Response> done) {
    return switch (outcome) {
      case Outcome.Done<T>(T value) -> done.apply(value);
      case Outcome.Denied<T>(Denial denial) -> Response.problem(problem(denial));
    };
  }

  Problem notFound() {
    return Problem.of(404, "There is no such " + thing);
  }

  /// The id that the path has in this place.
  ///
  /// @throws Problem.Found 404 when it is none
  UUID id(Request request, String place) {
    try {
      return UUID.fromString(request.path(place));
    } catch (IllegalArgumentException e) {
      throw new Problem.Found(notFound());
    }
  }

  private Problem problem(Denial denial) {
    return switch (denial) {
      case Denial.NotFound _ -> notFound();
      case Denial.Unknown(String name) -> unknown(name);
      case Denial.EmailTaken _ -> Problem.of(409, "Email already registered");
      case Denial.NameTaken _ -> Problem.of(409, "There is a " + thing + " of this name");
      case Denial.MoreThanHeld _ ->
          Problem.of(403, "You can't give a permission that you do not hold");
      case Denial.PermissionMissing(var permission) ->
          Problem.of(403, "You do not hold the permission " + permission.code());
      case Denial.MorePowerful _ -> Problem.of(403, "This " + thing + " may do more than you");
      case Denial.LastAdministrator _ -> Problem.of(409, "The last administrator has to stay one");
      case Denial.BuiltIn _ -> Problem.of(409, "The server needs this " + thing + " as it is");
      case Denial.KeysAreConfigured _ ->
          Problem.of(409, "Access tokens are signed with a secret of the configuration");
      case Denial.TooMany _ -> Problem.of(409, "There are as many " + thing + "s as there may be");
      case Denial.SwitchedOff _ -> Problem.of(409, "The webhook is switched off");
      case Denial.NotFailed _ -> Problem.of(409, "Only what failed for good can be sent again");
      case Denial.NotKept _ -> Problem.of(409, "The event is not in the audit any more");
      case Denial.Busy(var retryAfter) -> Gate.busy(retryAfter);
    };
  }

  private Problem unknown(String name) {
    return unknown.isEmpty()
        ? Problem.of(404, "There is no role named " + name)
        : Problem.invalid(List.of(new FieldError(unknown, "names nothing known: " + name)));
  }
}
