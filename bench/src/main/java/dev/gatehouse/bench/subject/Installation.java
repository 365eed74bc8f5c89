package dev.gatehouse.bench.subject;

import dev.gatehouse.bench.load.Conversation;
import dev.gatehouse.bench.load.Load;
import dev.gatehouse.bench.load.Requests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// One database with people in it, [#SESSIONS] of them signed in.
///
/// @param access for each session its access token; the first is an administrator's
/// @param me for each session `GET /me`
/// @param rotations for each session its refreshing, which goes on from round to round
public record Installation(
    Build build,
    Path folder,
    TargetDatabase database,
    int users,
    List<String> access,
    List<Conversation> me,
    List<Conversation> rotations) {

  /// Everybody's password.
  public static final String PASSWORD = Population.PASSWORD;

  /// How many sessions there are.
  public static final int SESSIONS = Population.CHEAP;

  private static final Pattern OPAQUE = Pattern.compile("\"token\":\"([^\"]+)\"");
  private static final Pattern PAIR =
      Pattern.compile("\"access_token\":\"([^\"]+)\".*\"refresh_token\":\"([^\"]+)\"");

  /// Makes the schema (with the server), the people and their sessions. Deletes what was there.
  public static Installation make(Build build, Path folder, TargetDatabase database, int users) {
    database.makeEmpty();
    ServerProcess.start(build, environment(database), folder).close();
    Population.fill(database, users, SESSIONS);
    Map<Integer, Matcher> pairs = signIn(build, folder, database);
    List<String> access = new ArrayList<>();
    List<Conversation> me = new ArrayList<>();
    List<Conversation> rotations = new ArrayList<>();
    for (int i = 0; i < SESSIONS; i++) {
      Matcher pair = pairs.get(i);
      if (pair == null) {
        throw new IllegalStateException("user " + i + " could not sign in; see " + folder);
      }
      access.add(pair.group(1));
      me.add(Requests.get("/api/v1/auth/me", pair.group(1)));
      rotations.add(Requests.refresh(pair.group(2)));
    }
    return new Installation(build, folder, database, users, access, me, rotations);
  }

  /// Starts a server over it, with everything as by default but the rate limit.
  public ServerProcess start() {
    return start(Map.of());
  }

  /// Starts one that is configured otherwise.
  ///
  /// @param more configuration beside the usual
  public ServerProcess start(Map<String, String> more) {
    Map<String, String> environment = environment(database);
    environment.putAll(more);
    return ServerProcess.start(build, environment, folder);
  }

  /// `count` conversations that sign in, each time as somebody else.
  public List<Conversation> logins(int count) {
    return IntStream.range(0, count)
        .mapToObj(seed -> Requests.login(SESSIONS, users, Population.PASSWORD, seed, _ -> {}))
        .toList();
  }

  /// Signs `count` people in for opaque sessions at a server with `AUTH_MODE=session`; what each of
  /// them then asks with its token: `GET /api/auth/me`.
  public List<Conversation> opaqueMe(ServerProcess server, int count) {
    Map<Integer, String> tokens = new ConcurrentHashMap<>();
    List<Conversation> logins = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int number = i;
      logins.add(
          Requests.loginAs(
              "/api/auth/login",
              i,
              Population.PASSWORD,
              body -> {
                Matcher token = OPAQUE.matcher(body);
                if (token.find()) {
                  tokens.put(number, token.group(1));
                }
              }));
    }
    Load.run(server.port(), logins, Duration.ZERO, Duration.ZERO, server::processorNanos);
    if (tokens.size() < count) {
      throw new IllegalStateException("not everybody could sign in; see " + folder);
    }
    return tokens.values().stream().map(token -> Requests.get("/api/auth/me", token)).toList();
  }

  /// Signs `count` people in and lets each make an API key; what each key then asks for: `GET
  /// /api/auth/me`.
  public List<Conversation> meByKey(ServerProcess server, int count) {
    try (Caller caller = new Caller(server.port())) {
      return IntStream.range(0, count)
          .mapToObj(number -> Requests.get("/api/auth/me", caller.apiKey(number)))
          .toList();
    }
  }

  /// Gives the first `count` people a second factor.
  public List<Authenticator> secondFactors(Caller caller, int count) {
    return IntStream.range(0, count).mapToObj(caller::enrol).toList();
  }

  /// What the administrator asks.
  public List<Conversation> asAdmin(String path, int count) {
    return Collections.nCopies(count, Requests.get(path, access.getFirst()));
  }

  private static Map<Integer, Matcher> signIn(Build build, Path folder, TargetDatabase database) {
    Map<Integer, Matcher> pairs = new ConcurrentHashMap<>();
    Map<String, String> environment = environment(database);
    environment.put("BCRYPT_ROUNDS", Integer.toString(Population.CHEAP_COST));
    try (ServerProcess server = ServerProcess.start(build, environment, folder)) {
      List<Conversation> logins = new ArrayList<>();
      for (int i = 0; i < SESSIONS; i++) {
        int number = i;
        logins.add(Requests.loginAs(i, Population.PASSWORD, body -> note(body, number, pairs)));
      }
      Load.run(server.port(), logins, Duration.ZERO, Duration.ZERO, server::processorNanos);
    }
    return pairs;
  }

  private static void note(String body, int number, Map<Integer, Matcher> pairs) {
    Matcher pair = PAIR.matcher(body);
    if (pair.find()) {
      pairs.put(number, pair);
    }
  }

  private static Map<String, String> environment(TargetDatabase database) {
    Map<String, String> environment = new HashMap<>(database.environment());
    environment.put("SECRET_KEY", "a secret that only the benchmark uses, 0123456789");
    environment.put("RATE_LIMIT_DEFAULT", "off");
    environment.put("ACCESS_TOKEN_EXPIRE_MINUTES", "600");
    return environment;
  }

  /// A database with many people whose hashes are of the least cost, and nobody signed in.
  public record Crowd(Build build, Path folder, TargetDatabase database) {
    /// Deletes what was there.
    public static Crowd make(Build build, Path folder, TargetDatabase database, int users) {
      database.makeEmpty();
      ServerProcess.start(build, environment(database), folder).close();
      Population.fill(database, users, users);
      return new Crowd(build, folder, database);
    }

    public ServerProcess start(Map<String, String> more) {
      Map<String, String> environment = environment(database);
      environment.putAll(more);
      return ServerProcess.start(build, environment, folder);
    }
  }

  /// A database without even a schema, and how a server is started on it.
  public record Empty(Build build, Path folder, TargetDatabase database) {
    public ServerProcess start() {
      return ServerProcess.start(build, environment(database), folder);
    }

    /// Runs one command of the same build on it.
    ///
    /// @param input what it reads
    public void command(String input, String... arguments) {
      List<String> command = new ArrayList<>(build.command());
      command.addAll(List.of(arguments));
      ProcessBuilder builder =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
      builder.environment().putAll(environment(database));
      try {
        Process process = builder.start();
        process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
          throw new IllegalStateException(String.join(" ", arguments) + ": " + output);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
  }
}
