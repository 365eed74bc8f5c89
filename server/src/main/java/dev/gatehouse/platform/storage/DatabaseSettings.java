package dev.gatehouse.platform.storage;

import dev.gatehouse.platform.crypto.Secret;
import java.nio.file.Path;
import java.time.Duration;

/// Which database, and how it is used.
///
/// @param echo whether each statement's text is logged, never its parameters
public record DatabaseSettings(Target target, Pool pool, boolean echo) {

  /// Where the database is.
  public sealed interface Target {}

  /// A file; its folder is made when it is missing.
  public record SqliteFile(Path file) implements Target {}

  /// A server. `ssl` is `disable`, `prefer`, `require`, `verify-ca` or `verify-full`, as in
  /// PostgreSQL's `sslmode`.
  public record DatabaseServer(
      ServerKind kind,
      String host,
      int port,
      String database,
      String user,
      Secret password,
      String ssl)
      implements Target {}

  /// What speaks at the other end.
  public enum ServerKind {
    POSTGRESQL,
    MYSQL,
    MARIADB
  }

  /// How many connections are kept, and for how long.
  ///
  /// @param idle connections kept open when nothing runs
  /// @param most connections at the most
  /// @param recycleAfter the age at which a connection is replaced
  /// @param connectWithin how long the start waits for a database that is not up yet
  public record Pool(int idle, int most, Duration recycleAfter, Duration connectWithin) {}
}
