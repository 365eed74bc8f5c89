package dev.gatehouse.platform.storage;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

/// What the SQLSTATE of a database server means (ISO 9075; PostgreSQL's and MySQL's own beside it).
final class ServerErrors {
  /// Serialization failure, deadlock; MySQL's lock wait timeout comes as HY000 with its own code.
  private static final Set<String> CONFLICTS = Set.of("40001", "40P01");

  private static final int MYSQL_LOCK_WAIT = 1205;
  private static final int MYSQL_DEADLOCK = 1213;
  private static final int MYSQL_READ_ONLY = 1290;

  private ServerErrors() {}

  static StorageException translate(SQLException e, boolean unique) {
    if (unique) {
      return new StorageException.UniqueViolation(e);
    }
    if (isConflict(e)) {
      return new StorageException.Conflict(e);
    }
    if (isConnectionLost(e)) {
      return new StorageException.Unavailable("The database does not answer", e);
    }
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    if (state.startsWith("23")) {
      return new StorageException.ConstraintViolation(e);
    }
    if (state.startsWith("53") || state.equals("25006") || e.getErrorCode() == MYSQL_READ_ONLY) {
      return new StorageException.Unavailable("The database can't take changes now", e);
    }
    return new StorageException("the statement failed", e);
  }

  /// Whether the same transaction may go through when it is run again.
  private static boolean isConflict(SQLException e) {
    return CONFLICTS.contains(String.valueOf(e.getSQLState()))
        || e.getErrorCode() == MYSQL_DEADLOCK
        || e.getErrorCode() == MYSQL_LOCK_WAIT;
  }

  static boolean isConnectionLost(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    return state.startsWith("08")
        || state.startsWith("57P")
        || e instanceof SQLNonTransientConnectionException
        || e instanceof SQLTransientConnectionException;
  }
}
