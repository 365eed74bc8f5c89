package dev.gatehouse.app.smoke;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/// One thing that has to hold of an answer beside its status.
@FunctionalInterface
interface Check {
  /// What does not hold, as it is printed; empty when all is well. Never holds a secret.
  Optional<String> fault(Answer answer);

  /// The member has exactly this text.
  static Check member(String name, String value) {
    return answer ->
        answer.text(name).equals(value)
            ? Optional.empty()
            : Optional.of("expected %s to be \"%s\"".formatted(name, value));
  }

  static Check detail(String sentence) {
    return member("detail", sentence);
  }

  /// The answer is JSON for which `test` holds.
  ///
  /// @param expectation what is expected, for the one who reads the failure
  static Check that(String expectation, Predicate<JsonNode> test) {
    return answer ->
        answer.body().filter(test).isPresent()
            ? Optional.empty()
            : Optional.of("expected " + expectation);
  }

  static Check uuid(String member) {
    return that(
        member + " to be a UUID",
        json -> {
          try {
            String text = json.path(member).asString("");
            return UUID.fromString(text).toString().equals(text);
          } catch (IllegalArgumentException e) {
            return false;
          }
        });
  }

  /// `WWW-Authenticate` as RFC 6750 section 3 has it.
  ///
  /// @param tokenSent whether the request carried a token
  static Check challenge(boolean tokenSent) {
    return answer -> {
      String challenge = answer.header("WWW-Authenticate");
      boolean holds =
          challenge.startsWith("Bearer")
              && challenge.contains("error=\"invalid_token\"") == tokenSent;
      String wanted = tokenSent ? "Bearer error=\"invalid_token\"" : "Bearer";
      return holds ? Optional.empty() : Optional.of("expected WWW-Authenticate: " + wanted);
    };
  }

  /// An error is a problem document (RFC 9457) that states the status it came with.
  static Optional<String> problem(Answer answer) {
    boolean holds =
        answer.status() < 400
            || (answer.header("Content-Type").startsWith("application/problem+json")
                && answer.body().stream().anyMatch(json -> isProblem(json, answer.status())));
    return holds ? Optional.empty() : Optional.of("expected a problem document");
  }

  private static boolean isProblem(JsonNode json, int status) {
    return json.path("status").asInt(0) == status
        && !json.path("title").asString("").isEmpty()
        && !json.path("detail").asString("").isEmpty();
  }
}
