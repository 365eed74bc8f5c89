package dev.gatehouse.testing;

import dev.gatehouse.app.Server;
import dev.gatehouse.app.Settings;
import dev.gatehouse.app.Store;
import dev.gatehouse.platform.storage.ClockedDatabase;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.DatabaseSettings;
import dev.gatehouse.platform.storage.DatabaseSettings.DatabaseServer;
import dev.gatehouse.platform.storage.DatabaseSettings.SqliteFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// The real server in this JVM, on a free port, over a fresh database of its own.
public final class TestServer implements AutoCloseable {
  /// A secret that production would take.
  public static final String SECRET = "Zm9vYmFyIGlzIG5vdCBhIHNlY3JldCwgYnV0IGxvbmc";

  private final Map<String, String> environment;
  private final TestTime time;
  private final Path folder;
  private final Database database;
  private final Server server;
  private final HttpClient client = Api.client();

  private TestServer(Map<String, String> environment, TestTime time) {
    this.environment = environment;
    this.time = time;
    try {
      this.folder = Files.createTempDirectory("gatehouse-server");
      Settings settings = Settings.load(folder, environment, Map.of());
      Database real = Store.openForServing(settings);
      this.database = new ClockedDatabase(real, time.over(real.clock()));
      this.server = Server.start(settings, database);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Starts a server on a fresh database.
  ///
  /// @param environment what the test wants otherwise than the defaults of tests
  public static TestServer start(TestDatabase kind, Map<String, String> environment) {
    return on(kind.ready(), environment);
  }

  /// Starts a server on a database of the test's own.
  public static TestServer on(DatabaseSettings database, Map<String, String> environment) {
    Map<String, String> all = environment(database);
    all.putAll(environment);
    return new TestServer(all, new TestTime());
  }

  public static TestServer start(TestDatabase kind) {
    return start(kind, Map.of());
  }

  /// The environment of a test's server on this database: any free port, cheap hashes.
  public static Map<String, String> environment(DatabaseSettings database) {
    Map<String, String> all = new HashMap<>();
    all.put("PORT", "0");
    all.put("BCRYPT_ROUNDS", "4");
    all.put("SECRET_KEY", SECRET);
    all.put("RATE_LIMIT_DEFAULT", "off");
    switch (database.target()) {
      case SqliteFile(Path file) -> all.put("DB_PATH", file.toString());
      case DatabaseServer server -> all.put("DATABASE_URL", url(server));
    }
    return all;
  }

  /// One more node on the same database, whose time passes together with this one's.
  public TestServer anotherNode() {
    return new TestServer(environment, time);
  }

  /// One more node on the same database, whose time is ahead of this one's by so much.
  public TestServer anotherNode(Duration ahead) {
    return new TestServer(environment, time.wrongBy(ahead));
  }

  /// One more node on the same database with some of its environment changed.
  public TestServer anotherNode(Map<String, String> changed) {
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(changed);
    return new TestServer(all, time);
  }

  public Api api() {
    return new Api(port(), client);
  }

  public int port() {
    return server.port();
  }

  /// The port of the metrics, when the environment asks for one.
  public int metricsPort() {
    return server.metricsPort();
  }

  public TestTime time() {
    return time;
  }

  /// The node's own database, for a look behind the scenes.
  public Database database() {
    return database;
  }

  /// Runs one statement of SQL; the number of rows it changed.
  public int sql(String statement, Map<String, ?> arguments) {
    return database.write(tx -> {
      var sql = tx.sql(statement);
      arguments.forEach(sql::bind);
      return sql.update();
    });
  }

  /// The number that one statement of SQL finds, in a column `n`.
  public long number(String query, Map<String, ?> arguments) {
    return database.read(tx -> {
      var sql = tx.sql(query);
      arguments.forEach(sql::bind);
      return sql.only(row -> row.number("n"));
    });
  }

  @Override
  public void close() {
    client.shutdownNow();
    server.close();
    TestFiles.delete(folder);
  }

  private static String url(DatabaseServer server) {
    return "%s://%s:%s@%s:%d/%s?sslmode=%s"
        .formatted(
            server.kind().name().toLowerCase(Locale.ROOT),
            server.user(),
            URLEncoder.encode(server.password().reveal(), StandardCharsets.UTF_8)
                .replace("+", "%20"),
            server.host(),
            server.port(),
            server.database(),
            server.ssl());
  }
}
