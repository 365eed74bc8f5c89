package dev.gatehouse.app;

import dev.gatehouse.platform.crypto.Secret;
import dev.gatehouse.platform.storage.DatabaseSettings.DatabaseServer;
import dev.gatehouse.platform.storage.DatabaseSettings.ServerKind;
import dev.gatehouse.platform.storage.DatabaseSettings.SqliteFile;
import dev.gatehouse.platform.storage.DatabaseSettings.Target;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A database as one URL, in the forms that SQLAlchemy, psycopg and the database makers write.
///
/// @param place what the URL names; a file's path is not yet resolved
/// @param ssl the mode that the URL asks for, or null when it says nothing
/// @param ignored names of parameters that mean nothing here
record DatabaseUrl(Place place, @Nullable String ssl, List<String> ignored) {
  private static final Pattern SHAPE =
      Pattern.compile("([A-Za-z]+)(?:\\+[A-Za-z0-9_]+)?://([^?#]*+)(?:\\?([^#]*))?");
  private static final Pattern SERVER =
      Pattern.compile(
          "(?:(?<user>[^:/@]*)(?::(?<password>[^@]*))?@)?(?<host>\\[[^\\]/@]*\\]|[^:/@\\[\\],]*)"
              + "(?::(?<port>[^/@,]*))?(?:/(?<database>[^/@]*))?");
  private static final Set<String> SSL_NAMES = Set.of("sslmode", "ssl");
  private static final Map<String, String> SSL_MODES =
      Map.ofEntries(
          Map.entry("disable", "disable"),
          Map.entry("disabled", "disable"),
          Map.entry("false", "disable"),
          Map.entry("0", "disable"),
          Map.entry("no", "disable"),
          Map.entry("off", "disable"),
          Map.entry("allow", "prefer"),
          Map.entry("prefer", "prefer"),
          Map.entry("preferred", "prefer"),
          Map.entry("require", "require"),
          Map.entry("required", "require"),
          Map.entry("true", "require"),
          Map.entry("1", "require"),
          Map.entry("yes", "require"),
          Map.entry("on", "require"),
          Map.entry("verify-ca", "verify-ca"),
          Map.entry("verify-full", "verify-full"),
          Map.entry("verify-identity", "verify-full"));

  /// The kinds of database.
  enum Kind {
    SQLITE,
    POSTGRESQL,
    MYSQL,
    MARIADB;

    static final Map<String, Kind> NAMES =
        Map.of(
            "sqlite", SQLITE,
            "postgresql", POSTGRESQL,
            "postgres", POSTGRESQL,
            "mysql", MYSQL,
            "mariadb", MARIADB);
  }

  /// What a URL names.
  sealed interface Place {}

  record File(String path) implements Place {}

  record Server(
      ServerKind kind, String host, int port, String database, String user, Secret password)
      implements Place {}

  /// @throws IllegalArgumentException with the rest of a sentence that never repeats the URL
  static DatabaseUrl parse(String raw) {
    Matcher shape = SHAPE.matcher(raw.strip());
    if (!shape.matches()) {
      throw new IllegalArgumentException(
          "must look like postgresql://user:password@host:port/name or sqlite:///path, with"
              + " #, ? and @ in a password written as %23, %3F and %40");
    }
    Kind kind = Kind.NAMES.get(shape.group(1).toLowerCase(Locale.ROOT));
    if (kind == null) {
      throw new IllegalArgumentException(
          "must begin with postgresql://, mysql://, mariadb:// or sqlite:///");
    }
    Query query = Query.parse(shape.group(3));
    return new DatabaseUrl(place(kind, shape.group(2)), query.ssl, List.copyOf(query.ignored));
  }

  /// The database, with a relative file below `directory` and `otherwise` where the URL names no
  /// TLS mode.
  Target target(Path directory, String otherwise) {
    String mode = ssl == null ? otherwise : ssl;
    return switch (place) {
      case File(String path) -> new SqliteFile(Paths.below(directory, path));
      case Server s ->
          new DatabaseServer(
              s.kind(), s.host(), s.port(), s.database(), s.user(), s.password(), mode);
    };
  }

  static int usualPort(ServerKind kind) {
    return switch (kind) {
      case POSTGRESQL -> 5432;
      case MYSQL, MARIADB -> 3306;
    };
  }

  /// The path of an SQLite file; what lives in memory alone would lose every account.
  ///
  /// @throws IllegalArgumentException for `:memory:` and other special names
  static String sqlitePath(String text) {
    String path = text.strip();
    if (path.isEmpty() || path.startsWith(":memory:") || path.startsWith("file:")) {
      throw new IllegalArgumentException(
          "must name a file: a database in memory would lose every account at the next start");
    }
    if (path.endsWith("/") || path.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("must name a file, not a folder");
    }
    Paths.below(Path.of(""), path);
    return path;
  }

  /// A TLS mode in PostgreSQL's, MySQL's or a yes-or-no spelling, in PostgreSQL's.
  static String sslMode(String text) {
    String mode = SSL_MODES.get(text.strip().toLowerCase(Locale.ROOT).replace('_', '-'));
    if (mode == null) {
      throw new IllegalArgumentException(
          "must give TLS as disable, prefer, require, verify-ca or verify-full");
    }
    return mode;
  }

  private static Place place(Kind kind, String rest) {
    return switch (kind) {
      case SQLITE -> file(rest);
      case POSTGRESQL -> server(ServerKind.POSTGRESQL, rest);
      case MYSQL -> server(ServerKind.MYSQL, rest);
      case MARIADB -> server(ServerKind.MARIADB, rest);
    };
  }

  private static File file(String rest) {
    if (!rest.isEmpty() && !rest.startsWith("/")) {
      throw new IllegalArgumentException(
          "must have three slashes before a relative path and four before an absolute one");
    }
    return new File(sqlitePath(decode(rest.isEmpty() ? "" : rest.substring(1))));
  }

  private static Server server(ServerKind kind, String rest) {
    Matcher parts = SERVER.matcher(rest);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "must be like user:password@host:port/name, with @ and / in a password written as %40"
              + " and %2F");
    }
    String password = parts.group("password");
    return new Server(
        kind,
        needed(parts.group("host"), "host").replaceAll("[\\[\\]]", ""),
        port(parts.group("port"), kind),
        needed(parts.group("database"), "database"),
        needed(parts.group("user"), "user"),
        new Secret(password == null ? "" : decode(password)));
  }

  private static String needed(@Nullable String part, String what) {
    if (part == null || part.isEmpty()) {
      throw new IllegalArgumentException("must name a " + what);
    }
    return decode(part);
  }

  private static int port(@Nullable String text, ServerKind kind) {
    if (text == null || text.isEmpty()) {
      return usualPort(kind);
    }
    if (text.matches("[0-9]{1,5}")) {
      int port = Integer.parseInt(text);
      if (port >= 1 && port <= 65_535) {
        return port;
      }
    }
    throw new IllegalArgumentException("must have a port from 1 to 65535");
  }

  /// Undoes `%` escapes; a `+` is a plus (RFC 3986 section 2.1), not a space as in forms.
  private static String decode(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "must write a percent sign that escapes nothing as %25", e);
    }
  }

  /// What stands behind the question mark.
  private static final class Query {
    private @Nullable String ssl;
    private final List<String> ignored = new ArrayList<>();

    static Query parse(@Nullable String text) {
      Query query = new Query();
      for (String pair : Objects.requireNonNullElse(text, "").split("&", -1)) {
        query.take(pair);
      }
      return query;
    }

    private void take(String pair) {
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      String plain = name.toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
      if (!SSL_NAMES.contains(plain)) {
        if (!name.isEmpty()) {
          ignored.add(name);
        }
        return;
      }
      String mode = sslMode(equals < 0 ? "true" : decode(pair.substring(equals + 1)));
      if (ssl != null && !ssl.equals(mode)) {
        throw new IllegalArgumentException("must not ask for TLS in two different ways");
      }
      ssl = mode;
    }
  }
}
