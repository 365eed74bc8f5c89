package dev.gatehouse.app.smoke;

import java.net.http.HttpHeaders;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What a server answered.
///
/// @param body empty when it is not JSON
record Answer(int status, HttpHeaders headers, Optional<JsonNode> body) {

  /// The text of a member of the body; empty when there is none.
  String text(String member) {
    return body.map(json -> json.path(member).asString("")).orElse("");
  }

  /// A header; empty when it was not sent.
  String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  /// The body may hold tokens.
  @Override
  public String toString() {
    return "Answer[" + status + "]";
  }
}
