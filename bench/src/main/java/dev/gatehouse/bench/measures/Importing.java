package dev.gatehouse.bench.measures;

import dev.gatehouse.bench.subject.Installation;
import dev.gatehouse.bench.subject.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Users taken in and given out as JSON lines, over HTTP; their hashes are carried, not computed.
public final class Importing {
  private static final int LINES = 100_000;
  private static final double GOAL_A_MINUTE = 100_000;
  private static final String ADMIN = "import-admin@example.com";
  private static final String PASSWORD = "A-long-Passw0rd!";
  private static final Pattern TOKEN = Pattern.compile("\"access_token\":\"([^\"]+)\"");

  private final Lab lab;
  private final Installation.Empty empty;
  private final HttpClient client = HttpClient.newHttpClient();

  public Importing(Lab lab, Installation.Empty empty) {
    this.lab = lab;
    this.empty = empty;
  }

  public void measure() {
    empty.database().makeEmpty();
    try (ServerProcess server = empty.start()) {
      empty.command(PASSWORD, "db", "create-admin", "--username", ADMIN, "--password-stdin");
      String token = token(server);
      Path lines = write();
      report("import of 100,000 users", post(server, token, lines), server);
      report("the same import again", post(server, token, lines), server);
      report("export of 100,000 users", export(server, token), server);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private void report(String what, Took took, ServerProcess server) {
    double aMinute = LINES * 60_000.0 / took.time.toMillis();
    lab.report()
        .goal(
            what,
            empty.database().name(),
            "100,000/min",
            String.format(Locale.ROOT, "%,.0f/min", aMinute),
            aMinute >= GOAL_A_MINUTE,
            String.format(
                Locale.ROOT,
                "%.1f s, server at %.0f MiB; %s",
                took.time.toMillis() / 1000.0,
                server.residentMiB(),
                took.answer));
  }

  private Took post(ServerProcess server, String token, Path lines)
      throws IOException, InterruptedException {
    return send(
        request(server, "/api/admin/users/import", token)
            .header("Content-Type", "application/x-ndjson")
            .POST(BodyPublishers.ofFile(lines)));
  }

  private Took export(ServerProcess server, String token) throws IOException, InterruptedException {
    Path file = Files.createTempFile("bench-export", ".jsonl");
    try {
      long begin = System.nanoTime();
      client.send(
          request(server, "/api/admin/users/export", token).build(),
          HttpResponse.BodyHandlers.ofFile(file));
      Duration time = Duration.ofNanos(System.nanoTime() - begin);
      return new Took(time, Files.size(file) / 1024 + " KiB");
    } finally {
      Files.delete(file);
    }
  }

  private Took send(HttpRequest.Builder request) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    HttpResponse<String> answer =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    Duration time = Duration.ofNanos(System.nanoTime() - begin);
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(answer.statusCode() + " " + answer.body());
    }
    return new Took(time, answer.body());
  }

  private String token(ServerProcess server) throws IOException, InterruptedException {
    Took login =
        send(
            request(server, "/api/v1/auth/login", "")
                .header("Content-Type", "application/json")
                .POST(
                    BodyPublishers.ofString(
                        "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(ADMIN, PASSWORD))));
    Matcher token = TOKEN.matcher(login.answer);
    if (!token.find()) {
      throw new IllegalStateException("no token in the answer to a sign-in");
    }
    return token.group(1);
  }

  private static HttpRequest.Builder request(ServerProcess server, String path, String token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  private Path write() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < LINES; i++) {
      text.append(line(i));
    }
    return Files.writeString(empty.folder().resolve("import.jsonl"), text, StandardCharsets.UTF_8);
  }

  private static String line(int number) {
    return String.format(
        Locale.ROOT,
        """
        {"email":"imported%07d@example.com","name":"Person Number %d","hashed_password":\
        "pbkdf2_sha256$1000000$seasalt12345abcd$TDMIRnUTQVf22qmFytLfx5beI9D+is8n0haWRPKpG+4=",\
        "is_verified":true,"roles":["user"],"created_at":"2024-05-06T07:08:09Z",\
        "legacy_id":%d,"metadata":{"plan":"free","visits":%d}}
        """,
        number,
        number,
        number,
        number % 100);
  }

  private record Took(Duration time, String answer) {}
}
