package dev.gatehouse.app;

import dev.gatehouse.platform.config.Catalogue.Group;
import dev.gatehouse.platform.config.ConfigException;
import dev.gatehouse.platform.config.Parsers;
import dev.gatehouse.platform.config.Values;
import dev.gatehouse.platform.config.Variable;
import dev.gatehouse.platform.crypto.Secret;
import dev.gatehouse.platform.storage.DatabaseSettings;
import dev.gatehouse.platform.storage.DatabaseSettings.DatabaseServer;
import dev.gatehouse.platform.storage.DatabaseSettings.Pool;
import dev.gatehouse.platform.storage.DatabaseSettings.ServerKind;
import dev.gatehouse.platform.storage.DatabaseSettings.SqliteFile;
import dev.gatehouse.platform.storage.DatabaseSettings.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// Which database, and how it is used. `DATABASE_URL` wins over the parts (`DB_*`).
final class DatabaseVariables {
  private static final Variable<DatabaseUrl> DATABASE_URL =
      Variable.open(
              "DATABASE_URL",
              "unset",
              DatabaseUrl::parse,
              "`postgresql://user:password@host:port/name`, `postgres://`, `mysql://`,"
                  + " `mariadb://`, `sqlite:///relative`, `sqlite:////absolute`; `%` escapes,"
                  + " `?sslmode=` and driver suffixes (`+asyncpg`) are understood. Wins over"
                  + " `DB_TYPE` to `DB_NAME`.")
          .maskedUrl();
  private static final Variable<DatabaseUrl.Kind> TYPE =
      Variable.open(
          "DB_TYPE",
          "`sqlite`",
          Parsers.choice("sqlite, postgresql, mysql or mariadb", DatabaseUrl.Kind.NAMES),
          "`sqlite`, `postgresql`, `mysql` or `mariadb`. When unset with a host or a database name,"
              + " port 5432 means postgresql and 3306 mysql.");
  private static final Variable<String> PATH =
      Variable.of(
          "DB_PATH",
          "./data/gatehouse.db",
          DatabaseUrl::sqlitePath,
          "The SQLite file; its folder is made when it is missing.");
  private static final Variable<String> HOST =
      Variable.open("DB_HOST", "`localhost`", Parsers.text(), "The database server.");
  private static final Variable<Integer> PORT =
      Variable.open(
          "DB_PORT",
          "5432 or 3306, by type",
          Parsers.integer(1, 65_535),
          "The database server's port.");
  private static final Variable<String> USERNAME =
      Variable.open("DB_USERNAME", "unset", Parsers.text(), "The user at the database server.")
          .alsoNamed("DB_USER");
  private static final Variable<Secret> PASSWORD =
      Variable.open("DB_PASSWORD", "unset", Parsers.secret(), "That user's password.").secret();
  private static final Variable<String> DATABASE =
      Variable.open(
              "DB_DATABASE", "unset", Parsers.text(), "The database's name at the database server.")
          .alsoNamed("DB_NAME");
  private static final Variable<String> SSL =
      Variable.of(
          "DB_SSL",
          "prefer",
          DatabaseUrl::sslMode,
          "TLS to the database server: `disable`, `prefer`, `require`, `verify-ca`, `verify-full`;"
              + " true means `require`, false `disable`. Holds for a `DATABASE_URL` that says"
              + " nothing.");
  private static final Variable<Integer> POOL_SIZE =
      Variable.of(
          "DB_POOL_SIZE", "10", Parsers.integer(1, 1_000), "Connections kept open while idle.");
  private static final Variable<Integer> MAX_OVERFLOW =
      Variable.of(
          "DB_MAX_OVERFLOW",
          "20",
          Parsers.integer(0, 1_000),
          "Connections opened beyond that when all are busy.");
  private static final Variable<Duration> POOL_RECYCLE =
      Variable.of(
          "DB_POOL_RECYCLE",
          "3600",
          DatabaseVariables::recycle,
          "Seconds after which a connection is replaced, at least 30; -1 for never.");
  private static final Variable<Boolean> ECHO =
      Variable.of(
          "DB_ECHO", "false", Parsers.bool(), "Logs each SQL statement, never its parameters.");
  private static final Variable<Duration> CONNECT_TIMEOUT =
      Variable.of(
          "DB_CONNECT_TIMEOUT",
          "60",
          Parsers.duration(ChronoUnit.SECONDS, 0, 86_400),
          "Seconds that the start waits for a database that is not up yet.");
  static final Variable<Boolean> MIGRATE_ON_START =
      Variable.of(
          "DB_MIGRATE_ON_START",
          "true",
          Parsers.bool(),
          "Brings the schema up to date at the start; otherwise an old schema is refused.");

  static final Group GROUP =
      new Group(
          "The database",
          List.of(
              DATABASE_URL,
              TYPE,
              PATH,
              HOST,
              PORT,
              USERNAME,
              PASSWORD,
              DATABASE,
              SSL,
              POOL_SIZE,
              MAX_OVERFLOW,
              POOL_RECYCLE,
              ECHO,
              CONNECT_TIMEOUT,
              MIGRATE_ON_START));

  private static final List<Variable<?>> PARTS =
      List.of(TYPE, PATH, HOST, PORT, USERNAME, PASSWORD, DATABASE);
  private static final List<Variable<?>> SERVER_PARTS =
      List.of(HOST, PORT, USERNAME, PASSWORD, DATABASE);

  private DatabaseVariables() {}

  static DatabaseSettings read(Values values, Path directory) {
    int idle = values.get(POOL_SIZE);
    Pool pool =
        new Pool(
            idle,
            idle + values.get(MAX_OVERFLOW),
            values.get(POOL_RECYCLE),
            values.get(CONNECT_TIMEOUT));
    return new DatabaseSettings(target(values, directory), pool, values.get(ECHO));
  }

  private static Target target(Values values, Path directory) {
    PARTS.forEach(values::find); // a bad part is told even where the URL wins
    String ssl = values.get(SSL);
    Optional<DatabaseUrl> url = values.find(DATABASE_URL);
    if (url.isPresent()) {
      unused(values, PARTS, "DATABASE_URL is set");
      url.get().ignored().forEach(name -> values.warn("DATABASE_URL: " + name + " is ignored."));
      return url.get().target(directory, ssl);
    }
    return switch (kind(values)) {
      case SQLITE -> {
        unused(values, SERVER_PARTS, "the database is SQLite");
        yield new SqliteFile(Paths.below(directory, values.get(PATH)));
      }
      case POSTGRESQL -> server(values, ServerKind.POSTGRESQL);
      case MYSQL -> server(values, ServerKind.MYSQL);
      case MARIADB -> server(values, ServerKind.MARIADB);
    };
  }

  private static DatabaseUrl.Kind kind(Values values) {
    Optional<DatabaseUrl.Kind> said = values.find(TYPE);
    if (said.isPresent()) {
      return said.get();
    }
    if (!values.isSet(HOST) && !values.isSet(DATABASE)) {
      return DatabaseUrl.Kind.SQLITE;
    }
    return switch (values.find(PORT).orElse(0)) {
      case 5432 -> DatabaseUrl.Kind.POSTGRESQL;
      case 3306 -> DatabaseUrl.Kind.MYSQL;
      default ->
          throw new ConfigException(
              "DB_TYPE is needed beside DB_HOST or DB_DATABASE: sqlite, postgresql, mysql or"
                  + " mariadb.");
    };
  }

  private static DatabaseServer server(Values values, ServerKind kind) {
    unused(values, List.of(PATH), "the database is a server");
    return new DatabaseServer(
        kind,
        values.find(HOST).orElse("localhost"),
        values.find(PORT).orElse(DatabaseUrl.usualPort(kind)),
        values.get(DATABASE),
        values.get(USERNAME),
        values.find(PASSWORD).orElse(new Secret("")),
        values.get(SSL));
  }

  private static void unused(Values values, List<Variable<?>> variables, String why) {
    for (Variable<?> variable : variables) {
      if (values.isSet(variable)) {
        values.note(variable, "not used: " + why);
      }
    }
  }

  private static Duration recycle(String text) {
    String complaint = "must be a number of seconds from 30 to 86400, or -1 for never";
    try {
      int seconds = Parsers.integer(-1, 86_400).parse(text);
      if (seconds >= 30 || seconds == -1) {
        return Duration.ofSeconds(Math.max(0, seconds));
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(complaint, e);
    }
    throw new IllegalArgumentException(complaint);
  }
}
