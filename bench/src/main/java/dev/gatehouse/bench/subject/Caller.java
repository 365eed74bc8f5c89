package dev.gatehouse.bench.subject;

import dev.gatehouse.bench.load.Requests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Asks a server for what a measure needs before it begins.
final class Caller implements AutoCloseable {
  private static final Pattern ACCESS = Pattern.compile("\"access_token\":\"([^\"]+)\"");
  private static final Pattern KEY = Pattern.compile("\"key\":\"(gtk_[^\"]+)\"");

  private final HttpClient client = HttpClient.newHttpClient();
  private final int port;

  Caller(int port) {
    this.port = port;
  }

  /// A new API key of user `number`, who signs in for it.
  String apiKey(int number) {
    String login =
        "{\"email\":\"%s\",\"password\":\"%s\"}"
            .formatted(Requests.email(number), Population.PASSWORD);
    String access = post("/api/v1/auth/login", login, "", ACCESS);
    String wish = "{\"name\":\"bench\",\"scopes\":[\"account:read\"]}";
    return post("/api/auth/api-keys", wish, access, KEY);
  }

  private String post(String path, String body, String bearer, Pattern wanted) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    if (!bearer.isEmpty()) {
      request.header("Authorization", "Bearer " + bearer);
    }
    try {
      Matcher found = wanted.matcher(client.send(request.build(), BodyHandlers.ofString()).body());
      if (!found.find()) {
        throw new IllegalStateException(path + " did not answer as expected");
      }
      return found.group(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
