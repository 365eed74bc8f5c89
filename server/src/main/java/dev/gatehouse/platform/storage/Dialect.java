package dev.gatehouse.platform.storage;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The few differences between the databases.
public abstract sealed class Dialect permits SqliteDialect, PostgresqlDialect, MysqlDialect {
  private static final Instant EARLIEST = Instant.parse("1000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  /// The folder of the migrations, and the name in `DB_TYPE`: `sqlite`, `postgresql` or `mysql`.
  public abstract String name();

  /// What a failed statement means to those who must act on it.
  enum Fault {
    /// A unique or primary key is taken.
    UNIQUE,
    /// Another constraint: a foreign key, a check, a length.
    CONSTRAINT,
    /// The database chose this transaction to lose; the same work may win when run again.
    CONFLICT,
    /// The connection is gone.
    LOST,
    /// Full, read-only, busy: nothing that this statement did wrong.
    UNAVAILABLE,
    /// A fault of the statement.
    OTHER
  }

  abstract Fault fault(SQLException e);

  /// The form in which a time is bound; `micros` has no more than microseconds.
  abstract Object time(Instant micros);

  abstract Object uuid(UUID value);

  abstract Object truth(boolean value);

  abstract @Nullable Instant instant(ResultSet rows, String column) throws SQLException;

  /// Whether the driver's message for `e` cannot hold a statement's parameters.
  abstract boolean messageIsClean(SQLException e);

  /// The JDBC object that stands for `value` in this database.
  final Object toJdbc(Object value) {
    return switch (value) {
      case String text -> storable(text);
      case Instant instant -> time(inRange(instant));
      case UUID id -> uuid(id);
      case Boolean truth -> truth(truth);
      case Number number -> number;
      case byte[] bytes -> bytes;
      default ->
          throw new IllegalArgumentException("a " + value.getClass().getName() + " cannot be kept");
    };
  }

  /// Binds what [#toJdbc] gave.
  static void bind(PreparedStatement statement, int position, @Nullable Object kept)
      throws SQLException {
    if (kept == null) {
      statement.setNull(position, Types.NULL);
    } else if (kept instanceof byte[] bytes) {
      statement.setBytes(position, bytes);
    } else {
      statement.setObject(position, kept);
    }
  }

  /// The exception for callers. It carries no parameters, even where the driver's message does.
  final StorageException translate(SQLException e) {
    return switch (fault(e)) {
      case UNIQUE -> new StorageException.UniqueViolation(withoutParameters(e));
      case CONSTRAINT -> new StorageException("a constraint was violated", withoutParameters(e));
      case CONFLICT ->
          new StorageException.Unavailable(
              "the database is too busy with conflicting changes", withoutParameters(e));
      case LOST ->
          new StorageException.Unavailable("the database cannot be reached", withoutParameters(e));
      case UNAVAILABLE -> new StorageException.Unavailable(sentence(e), withoutParameters(e));
      case OTHER -> new StorageException("the statement failed", withoutParameters(e));
    };
  }

  /// One plain sentence for a database that cannot do its work now.
  abstract String sentence(SQLException e);

  final SQLException withoutParameters(SQLException e) {
    String told = messageIsClean(e) ? e.getMessage() : "code " + e.getErrorCode();
    SQLException clean = new SQLException(told, e.getSQLState(), e.getErrorCode());
    clean.setStackTrace(e.getStackTrace());
    return clean;
  }

  /// Times outside the years 1000 to 9999 have no form that every database keeps.
  private static Instant inRange(Instant instant) {
    if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
      throw new IllegalArgumentException("the year of a time must lie between 1000 and 9999");
    }
    return instant.truncatedTo(ChronoUnit.MICROS);
  }

  /// PostgreSQL refuses NUL, and drivers turn half a surrogate pair into `?`; so neither is taken
  /// anywhere.
  private static String storable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        throw new IllegalArgumentException("text with a NUL character cannot be kept");
      }
      if (Character.isSurrogate(c)) {
        if (!Character.isHighSurrogate(c)
            || i + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(++i))) {
          throw new IllegalArgumentException("text with half a character cannot be kept");
        }
      }
    }
    return text;
  }
}
