package dev.gatehouse.contracts.auth;

import dev.gatehouse.contracts.Halves;
import dev.gatehouse.flows.signin.Entry;
import dev.gatehouse.flows.signin.SignedIn;
import dev.gatehouse.identity.sessions.Carriage;
import dev.gatehouse.platform.http.Problem;
import dev.gatehouse.platform.http.Request;
import dev.gatehouse.platform.http.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the calls under `/api/auth` are answered.
sealed interface Dialect permits JwtDialect, SessionDialect {

  /// How clients hold their sessions.
  Carriage carriage();

  /// What is said to whoever presents no bearer credential that counts.
  String refusal();

  /// The answer to a registration or sign-in.
  Response signedIn(int status, SignedIn signedIn);

  /// The answer to a registration or sign-in that may have to wait for something else.
  default Response signedIn(int status, Entry entry) {
    return switch (entry) {
      case Entry.In(SignedIn signedIn) -> signedIn(status, signedIn);
      case Entry.Half half -> done(Halves.of(half), "OK");
    };
  }

  /// The answer to whoever has set up a second factor: as to a sign-in, with the recovery codes.
  Response enrolled(Entry entry, List<String> recoveryCodes);

  /// The answer to the removal of something.
  Response removed(String message);

  /// The answer to `/refresh`.
  Response refreshed(SignedIn signedIn);

  Response me(Shapes.User user);

  Response loggedOut();

  /// Any other success.
  ///
  /// @param data null when there is nothing to tell but the message
  Response done(@Nullable Object data, String message);

  /// Something was made.
  Response created(Object data, String message);

  /// Done, and there is nothing to tell: 204 where the contract knows it.
  Response none(String message);

  /// The account is gone, and what the browser kept of it goes too.
  Response erased(String message);

  /// 202: the rest happens by mail.
  Response accepted(String message);

  /// What a problem is written as.
  Object problem(Problem problem);

  /// Refuses a sign-in that may not come from where it comes from.
  ///
  /// @throws Problem.Found 403
  default void checkOrigin(Request request) {}
}
