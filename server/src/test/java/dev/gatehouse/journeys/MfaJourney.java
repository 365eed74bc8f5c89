package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.Authenticator;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;

/// A journey of people with second factors, in contract JWT.
abstract class MfaJourney extends AdminJourney {
  static final String AUTH = "/api/auth";
  static final String AGAIN = "Sign in again";
  static final String WRONG_CODE = "Invalid code";
  static final String INSUFFICIENT = "Prove who you are once more";

  /// Time passes between tests.
  @BeforeEach
  void signAdministratorIn() {
    root = signIn(ADMINISTRATOR);
  }

  /// Somebody who has just set up a second factor.
  ///
  /// @param access of the session that setting up began
  record Person(
      String email,
      String id,
      Authenticator app,
      List<String> recoveryCodes,
      String access,
      String refresh) {}

  /// A call with a bearer credential and a body.
  final Answer call(String path, String token, Object body) {
    return api.post(AUTH + path, body, "Authorization", "Bearer " + token);
  }

  final Answer delete(String path, String token) {
    return api.send(
        "DELETE", AUTH + path, BodyPublishers.noBody(), "Authorization", "Bearer " + token);
  }

  final Person enrolled() {
    return enrolled(newEmail());
  }

  /// Somebody new who sets up a second factor.
  final Person enrolled(String email) {
    return enroll(email, api.newcomer(email).access());
  }

  /// Sets up a second factor with the session of `access`.
  final Person enroll(String email, String access) {
    Answer key = call("/mfa/totp/enroll", access, "{}").expect(200);
    Authenticator app = new Authenticator(server, key.text("secret"));
    Answer done = call("/mfa/totp/confirm", access, Map.of("code", app.code())).expect(200);
    Api.Pair pair = Api.pair(done);
    String id = done.json().at("/user/id").stringValue();
    return new Person(email, id, app, codes(done), pair.access(), pair.refresh());
  }

  static List<String> codes(Answer answer) {
    List<String> codes = new ArrayList<>();
    answer.json().get("recovery_codes").forEach(code -> codes.add(code.stringValue()));
    assertThat(codes).hasSize(10).doesNotHaveDuplicates();
    return codes;
  }

  /// The half-way token of a sign-in by the right password.
  final String half(String email) {
    return api.login(email, PASSWORD).expect(200).text("mfa_token");
  }

  final Answer verify(String token, String code) {
    return verify(token, "totp", code);
  }

  final Answer verify(String token, String method, String code) {
    return api.post(
        AUTH + "/mfa/verify", Map.of("mfa_token", token, "method", method, "code", code));
  }

  /// A whole sign-in.
  final Api.Pair signIn(Person person) {
    return Api.pair(verify(half(person.email), person.app.next()));
  }

  final void expectInsufficient(Answer answer) {
    answer.expectProblem(401, INSUFFICIENT);
    assertThat(answer.header("WWW-Authenticate"))
        .isEqualTo(
            "Bearer error=\"insufficient_user_authentication\","
                + " error_description=\"Prove who you are once more\", max_age=600");
  }
}
