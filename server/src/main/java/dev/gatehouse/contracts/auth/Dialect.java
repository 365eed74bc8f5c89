package dev.gatehouse.contracts.auth;

import dev.gatehouse.flows.signin.SignedIn;
import dev.gatehouse.identity.sessions.Carriage;
import dev.gatehouse.platform.http.Problem;
import dev.gatehouse.platform.http.Request;
import dev.gatehouse.platform.http.Response;
import org.jspecify.annotations.Nullable;

/// How the calls under `/api/auth` are answered.
sealed interface Dialect permits JwtDialect, SessionDialect {

  /// How clients hold their sessions.
  Carriage carriage();

  /// What is said to whoever presents no bearer credential that counts.
  String refusal();

  /// The answer to a registration or sign-in.
  Response signedIn(int status, SignedIn signedIn);

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

  /// 202: the rest happens by mail.
  Response accepted(String message);

  /// What a problem is written as.
  Object problem(Problem problem);

  /// Refuses a sign-in that may not come from where it comes from.
  ///
  /// @throws Problem.Found 403
  default void checkOrigin(Request request) {}
}
