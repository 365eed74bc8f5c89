package dev.gatehouse.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the server answered.
public record Answer(HttpResponse<String> http) {
  private static final JsonMapper JSON = new JsonMapper();

  public int status() {
    return http.statusCode();
  }

  public String body() {
    return http.body();
  }

  /// The header's value, or empty.
  public String header(String name) {
    return http.headers().firstValue(name).orElse("");
  }

  public JsonNode json() {
    return JSON.readTree(http.body());
  }

  public String text(String member) {
    return json().get(member).stringValue();
  }

  public Set<String> members() {
    return new TreeSet<>(json().propertyNames());
  }

  /// This answer, if its status is that.
  public Answer expect(int status) {
    assertThat(status()).as("status of the answer: %s", body()).isEqualTo(status);
    return this;
  }

  /// A problem document (RFC 9457) with this status and this sentence.
  public Answer expectProblem(int status, String detail) {
    expectProblem(status);
    assertThat(text("detail")).isEqualTo(detail);
    return this;
  }

  /// A whole problem document (RFC 9457) with this status.
  public Answer expectProblem(int status) {
    expect(status);
    assertThat(header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(members()).contains("type", "title", "status", "detail");
    assertThat(json().get("status").intValue()).isEqualTo(status);
    assertThat(text("detail")).isNotBlank();
    return this;
  }
}
