package dev.gatehouse.platform.storage;

import dev.gatehouse.platform.storage.RowDigest.JsonDocument;
import dev.gatehouse.platform.storage.TableShape.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Copies every row of our tables from one database to another of any kind, and reads them back to
/// see that they are the same. Not to be used on a virtual thread.
public final class TableCopy {
  private static final Set<String> NOT_COPIED = Set.of("gatehouse_changelog");

  /// In `server_state`, until everything was read back.
  private static final String UNFINISHED = "copy_unfinished";

  private static final int BATCH = 500;

  private final ForeignDatabase source;
  private final Database target;

  /// @param source of the same revision as `target`; nobody changes it meanwhile
  public TableCopy(ForeignDatabase source, Database target) {
    this.source = source;
    this.target = target;
  }

  /// Whether a copy into this database began and did not end well.
  public static boolean isUnfinished(Database database) {
    return database.read(tx -> ServerState.get(tx, UNFINISHED)).isPresent();
  }

  /// Copies everything.
  ///
  /// @param say is told of each table, with its rows and checksum
  /// @throws StorageException when the target can't take it, or holds something else afterwards;
  ///   the target is marked as unfinished then
  public void run(Consumer<String> say) {
    Set<String> tables = new TreeSet<>(SchemaContents.tables(target));
    tables.removeAll(NOT_COPIED);
    try (Connection out = target.dedicated()) {
      List<String> ordered = TableShape.inOrder(out, target.dialect(), tables);
      target.write(tx -> {
        ServerState.put(tx, UNFINISHED, "true");
        return true;
      });
      for (String table : ordered.reversed()) {
        empty(out, table);
      }
      for (String table : ordered) {
        copy(out, table, say);
      }
      execute(out, "DELETE FROM server_state WHERE name = '" + UNFINISHED + "'");
    } catch (SQLException e) {
      throw target.dialect().translate(e);
    }
  }

  private static void empty(Connection out, String table) throws SQLException {
    String kept = table.equals("server_state") ? " WHERE name <> '" + UNFINISHED + "'" : "";
    execute(out, "DELETE FROM " + table + kept);
  }

  private void copy(Connection out, String table, Consumer<String> say) throws SQLException {
    Map<String, Kind> columns = columns(out, table);
    RowDigest sent = new RowDigest();
    insertAll(out, table, columns, sent);
    RowDigest found = new RowDigest();
    begin(out); // without a transaction PostgreSQL's driver would fetch all rows at once
    read(
        out,
        target.dialect(),
        table,
        columns,
        row -> {
          if (!row.contains(UNFINISHED)) {
            found.add(row);
          }
        });
    commit(out);
    if (!found.sameAs(sent)) {
      throw new StorageException(
          "the table %s holds %d rows with checksum %s after the copy, and should hold %d with %s"
              .formatted(table, found.rows(), found.shown(), sent.rows(), sent.shown()),
          null);
    }
    say.accept("%-24s %10d rows  %s".formatted(table, found.rows(), found.shown()));
  }

  private Map<String, Kind> columns(Connection out, String table) throws SQLException {
    Map<String, Kind> here = TableShape.columns(source.connection(), source.dialect(), table);
    Map<String, Kind> there = TableShape.columns(out, target.dialect(), table);
    Map<String, Kind> both = new TreeMap<>();
    there.forEach((column, kind) -> {
      Kind other = here.get(column);
      if (other != null) {
        both.put(column, Kind.richer(kind, other));
      }
    });
    return both;
  }

  private void insertAll(Connection out, String table, Map<String, Kind> columns, RowDigest sent)
      throws SQLException {
    String names = String.join(", ", columns.keySet());
    String marks = String.join(", ", Collections.nCopies(columns.size(), "?"));
    String insert = "INSERT INTO " + table + " (" + names + ") VALUES (" + marks + ")";
    try (PreparedStatement statement = out.prepareStatement(insert)) {
      int[] waiting = {0};
      begin(out);
      read(
          source.connection(),
          source.dialect(),
          table,
          columns,
          row -> {
            sent.add(row);
            bind(statement, row);
            statement.addBatch();
            waiting[0]++;
            if (waiting[0] == BATCH) {
              statement.executeBatch();
              commit(out);
              begin(out);
              waiting[0] = 0;
            }
          });
      statement.executeBatch();
      commit(out);
    }
  }

  private void bind(PreparedStatement statement, List<@Nullable Object> row) throws SQLException {
    int position = 1;
    for (Object value : row) {
      Object plain = value instanceof JsonDocument(String text) ? text : value;
      Dialect.bind(statement, position, plain == null ? null : target.dialect().toJdbc(plain));
      position++;
    }
  }

  private static void read(
      Connection connection,
      Dialect dialect,
      String table,
      Map<String, Kind> columns,
      RowReader reader)
      throws SQLException {
    String query = "SELECT " + String.join(", ", columns.keySet()) + " FROM " + table;
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(BATCH);
      try (ResultSet rows = statement.executeQuery(query)) {
        while (rows.next()) {
          List<@Nullable Object> row = new ArrayList<>(columns.size());
          for (Map.Entry<String, Kind> column : columns.entrySet()) {
            row.add(value(rows, dialect, column.getKey(), column.getValue()));
          }
          reader.take(row);
        }
      }
    }
  }

  private static @Nullable Object value(ResultSet rows, Dialect dialect, String column, Kind kind)
      throws SQLException {
    return switch (kind) {
      case TEXT -> rows.getString(column);
      case BYTES -> rows.getBytes(column);
      case TIME -> dialect.instant(rows, column);
      case NUMBER -> present(rows, rows.getLong(column));
      case TRUTH -> present(rows, rows.getBoolean(column));
      case UUID -> {
        String text = rows.getString(column);
        yield text == null ? null : UUID.fromString(text);
      }
      case JSON -> {
        String text = rows.getString(column);
        yield text == null ? null : new JsonDocument(text);
      }
    };
  }

  private static @Nullable Object present(ResultSet rows, Object value) throws SQLException {
    return rows.wasNull() ? null : value;
  }

  /// `setAutoCommit(false)` takes SQLite's write lock even where nothing is written.
  private void begin(Connection out) throws SQLException {
    if (target.dialect() instanceof SqliteDialect) {
      execute(out, "BEGIN");
    } else {
      out.setAutoCommit(false);
    }
  }

  private void commit(Connection out) throws SQLException {
    if (target.dialect() instanceof SqliteDialect) {
      execute(out, "COMMIT");
    } else {
      out.commit();
      out.setAutoCommit(true);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private interface RowReader {
    void take(List<@Nullable Object> row) throws SQLException;
  }
}
