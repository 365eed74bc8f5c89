package dev.gatehouse.platform.storage;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The columns of our own tables, as a database describes them, and which table refers to which.
final class TableShape {
  private TableShape() {}

  /// What a column's values are. SQLite has no types of its own for most of them: where the two
  /// ends of a copy differ, the richer one is right.
  enum Kind {
    TEXT,
    NUMBER,
    BYTES,
    TRUTH,
    TIME,
    UUID,
    JSON;

    static Kind richer(Kind left, Kind right) {
      return left.compareTo(right) >= 0 ? left : right;
    }
  }

  /// The columns that are stored, not computed, in alphabetical order.
  static Map<String, Kind> columns(Connection connection, Dialect dialect, String table)
      throws SQLException {
    Map<String, Kind> columns = new TreeMap<>();
    DatabaseMetaData about = connection.getMetaData();
    try (ResultSet rows =
        about.getColumns(connection.getCatalog(), schema(connection, dialect), table, null)) {
      while (rows.next()) {
        if (!"YES".equals(rows.getString("IS_GENERATEDCOLUMN"))) {
          String type = rows.getString("TYPE_NAME").toUpperCase(Locale.ROOT);
          columns.put(
              rows.getString("COLUMN_NAME").toLowerCase(Locale.ROOT),
              kind(type, rows.getInt("COLUMN_SIZE")));
        }
      }
    }
    return columns;
  }

  /// The tables in an order in which none refers to a later one.
  static List<String> inOrder(Connection connection, Dialect dialect, Set<String> tables)
      throws SQLException {
    Map<String, Set<String>> needs = new LinkedHashMap<>();
    for (String table : tables) {
      needs.put(table, referred(connection, dialect, table));
    }
    List<String> ordered = new ArrayList<>();
    while (ordered.size() < tables.size()) {
      boolean found = false;
      for (String table : tables) {
        if (!ordered.contains(table) && ordered.containsAll(needs.getOrDefault(table, Set.of()))) {
          ordered.add(table);
          found = true;
        }
      }
      if (!found) {
        throw new IllegalStateException("the tables refer to one another in a circle");
      }
    }
    return ordered;
  }

  private static Set<String> referred(Connection connection, Dialect dialect, String table)
      throws SQLException {
    Set<String> others = new TreeSet<>();
    try (ResultSet rows =
        connection
            .getMetaData()
            .getImportedKeys(connection.getCatalog(), schema(connection, dialect), table)) {
      while (rows.next()) {
        others.add(rows.getString("PKTABLE_NAME").toLowerCase(Locale.ROOT));
      }
    }
    others.remove(table);
    return others;
  }

  private static @Nullable String schema(Connection connection, Dialect dialect)
      throws SQLException {
    return dialect instanceof PostgresqlDialect ? connection.getSchema() : null;
  }

  private static Kind kind(String type, int size) {
    return switch (type) {
      case "UUID" -> Kind.UUID;
      case "JSON", "JSONB" -> Kind.JSON;
      case "TIMESTAMPTZ", "TIMESTAMP", "DATETIME" -> Kind.TIME;
      case "BOOL", "BOOLEAN", "BIT" -> Kind.TRUTH;
      case "TINYINT" -> size == 1 ? Kind.TRUTH : Kind.NUMBER;
      case "BYTEA", "BLOB", "TINYBLOB", "MEDIUMBLOB", "LONGBLOB", "BINARY", "VARBINARY" ->
          Kind.BYTES;
      case "INTEGER", "INT", "INT2", "INT4", "INT8", "SMALLINT", "BIGINT", "NUMERIC" -> Kind.NUMBER;
      default -> Kind.TEXT;
    };
  }
}
