package dev.gatehouse.platform.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// PostgreSQL: `timestamptz`, `uuid`, `boolean`, `bytea`.
final class PostgresqlDialect extends Dialect {
  /// The SQLState classes whose messages name objects and states, never values.
  private static final Set<String> CLEAN =
      Set.of("08", "0A", "25", "28", "3D", "40", "42", "53", "55", "57", "58");

  @Override
  public String name() {
    return "postgresql";
  }

  @Override
  Object time(Instant micros) {
    return micros.atOffset(ZoneOffset.UTC);
  }

  @Override
  Object uuid(UUID value) {
    return value;
  }

  @Override
  Object truth(boolean value) {
    return value;
  }

  @Override
  @Nullable Instant instant(ResultSet rows, String column) throws SQLException {
    OffsetDateTime time = rows.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  @Override
  Fault fault(SQLException e) {
    String state = state(e);
    return switch (state) {
      case "23505" -> Fault.UNIQUE;
      case "40001", "40P01" -> Fault.CONFLICT;
      case "57P01", "57P02", "57P03", "57P05", "25P03" -> Fault.LOST;
      case "25006", "55P03" -> Fault.UNAVAILABLE;
      default ->
          switch (state.substring(0, 2)) {
            case "08" -> Fault.LOST;
            case "22", "23" -> Fault.CONSTRAINT;
            case "53", "58" -> Fault.UNAVAILABLE;
            default -> Fault.OTHER;
          };
    };
  }

  @Override
  String sentence(SQLException e) {
    return switch (state(e)) {
      case "25006" -> "the database is read-only";
      case "53100" -> "the database server's disk is full";
      case "53300" -> "the database server has no connection left";
      case "55P03" -> "a row stayed locked for too long";
      default -> "the database server is out of resources";
    };
  }

  @Override
  boolean messageIsClean(SQLException e) {
    return CLEAN.contains(state(e).substring(0, 2));
  }

  private static String state(SQLException e) {
    String state = e.getSQLState();
    return state == null || state.length() < 2 ? "XX000" : state;
  }
}
