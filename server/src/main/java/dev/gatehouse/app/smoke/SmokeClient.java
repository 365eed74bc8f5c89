package dev.gatehouse.app.smoke;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gatehouse.platform.json.Json;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Asks one server. Follows no redirect: a server that redirects is not at this address.
public final class SmokeClient implements AutoCloseable {
  private static final long LONGEST_WAIT_SECONDS = 60;

  private final HttpClient http;
  private final URI base;
  private final Duration timeout;

  /// @param base without a trailing slash
  /// @param timeout for each answer
  public SmokeClient(URI base, Duration timeout) {
    this.base = base;
    this.timeout = timeout;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeout)
            .build();
  }

  /// Asks for anything at all.
  ///
  /// @throws IOException when nothing answers
  public void reach() throws IOException {
    get("/health", null);
  }

  /// @param bearer the token to send; null for none
  Answer get(String path, @Nullable String bearer) throws IOException {
    return send(request(path, bearer).GET());
  }

  /// Sends `body` as JSON.
  ///
  /// @param bearer the token to send; null for none
  Answer post(String path, @Nullable String bearer, Map<String, String> body) throws IOException {
    return send(
        request(path, bearer)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(Json.write(body))));
  }

  /// Sends `fields` as a form.
  Answer postForm(String path, Map<String, String> fields) throws IOException {
    String form =
        fields.entrySet().stream()
            .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    return send(
        request(path, null)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form)));
  }

  /// Posts nothing but the token.
  Answer post(String path, String bearer) throws IOException {
    return send(request(path, bearer).POST(HttpRequest.BodyPublishers.noBody()));
  }

  @Override
  public void close() {
    http.close();
  }

  private HttpRequest.Builder request(String path, @Nullable String bearer) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(timeout)
            .header("Accept", "application/json")
            .header("User-Agent", "gatehouse-smoke-test");
    return bearer == null ? request : request.header("Authorization", "Bearer " + bearer);
  }

  private Answer send(HttpRequest.Builder request) throws IOException {
    try {
      HttpResponse<byte[]> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      if (isOverTheLimit(response)) {
        Thread.sleep(
            Duration.ofSeconds(response.headers().firstValueAsLong("Retry-After").orElse(1)));
        response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      }
      return new Answer(response.statusCode(), response.headers(), json(response.body()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  /// Somebody else at this address has used up what the server lets one address ask: a matter of a
  /// minute, and no fault of the server's.
  private static boolean isOverTheLimit(HttpResponse<byte[]> response) {
    return response.statusCode() == 429
        && response.headers().firstValue("RateLimit").isPresent()
        && response.headers().firstValueAsLong("Retry-After").orElse(0) <= LONGEST_WAIT_SECONDS;
  }

  private static Optional<JsonNode> json(byte[] body) {
    return Json.read(body) instanceof Json.Reading.Document(JsonNode root)
        ? Optional.of(root)
        : Optional.empty();
  }
}
