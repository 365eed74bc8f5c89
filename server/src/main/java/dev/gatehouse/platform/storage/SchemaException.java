package dev.gatehouse.platform.storage;

import java.io.Serial;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Why a database's tables cannot be brought to a revision. The message is a sentence for whoever
/// runs the command.
public sealed class SchemaException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  SchemaException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /// The database holds revisions that this program does not know. Nothing was altered.
  public static final class NewerThanProgram extends SchemaException {
    @Serial private static final long serialVersionUID = 1L;

    NewerThanProgram(Collection<Integer> unknown, int newest) {
      super(
          "The database holds revision "
              + unknown.stream().map(String::valueOf).collect(Collectors.joining(", "))
              + ", but this program knows none after "
              + newest
              + ": run the newer program, or downgrade with it first.",
          null);
    }
  }

  /// The database lacks revisions that this program needs. Nothing was altered.
  public static final class OlderThanProgram extends SchemaException {
    @Serial private static final long serialVersionUID = 1L;

    OlderThanProgram(int current, int newest) {
      super(
          "The database is at revision %d and this program needs %d: run `gatehouse db upgrade`."
              .formatted(current, newest),
          null);
    }
  }

  /// The database holds tables that our migrations did not make. Nothing was altered.
  public static final class ForeignTables extends SchemaException {
    @Serial private static final long serialVersionUID = 1L;

    ForeignTables(Collection<String> tables) {
      super(
          "The database already holds tables of another program ("
              + shortened(tables)
              + "): use an empty database, and carry the old data over with"
              + " `gatehouse import-legacy`.",
          null);
    }

    private static String shortened(Collection<String> tables) {
      String some = String.join(", ", tables.stream().limit(10).toList());
      return tables.size() > 10 ? some + " and " + (tables.size() - 10) + " more" : some;
    }
  }

  /// The file is no SQLite database, or a damaged one.
  public static final class Damaged extends SchemaException {
    @Serial private static final long serialVersionUID = 1L;

    Damaged() {
      super("The database in it is damaged.", null);
    }
  }

  /// There is no such revision, or it lies in the wrong direction. Nothing was altered.
  public static final class NoSuchRevision extends SchemaException {
    @Serial private static final long serialVersionUID = 1L;

    NoSuchRevision(String message) {
      super(message, null);
    }
  }

  /// A migration failed. SQLite and PostgreSQL are as they were before; MySQL and MariaDB keep the
  /// migrations before the failed one, and running again goes on from there.
  public static final class Failed extends SchemaException {
    @Serial private static final long serialVersionUID = 1L;

    Failed(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
