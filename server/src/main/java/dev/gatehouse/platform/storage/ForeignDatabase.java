package dev.gatehouse.platform.storage;

import dev.gatehouse.platform.storage.DatabaseSettings.DatabaseServer;
import dev.gatehouse.platform.storage.DatabaseSettings.ServerKind;
import dev.gatehouse.platform.storage.DatabaseSettings.SqliteFile;
import dev.gatehouse.platform.storage.DatabaseSettings.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;

/// A database of another program, which is read and never written, as it is at one moment. Not to
/// be used on a virtual thread.
public final class ForeignDatabase implements AutoCloseable {
  private static final int FETCHED = 1_000;

  private final Connection connection;
  private final Dialect dialect;

  private ForeignDatabase(Connection connection, Dialect dialect) {
    this.connection = connection;
    this.dialect = dialect;
  }

  /// Opens it. A file that is not there is not made.
  ///
  /// @throws StorageException.Unavailable in one sentence
  public static ForeignDatabase open(Target target, Duration connectWithin) {
    try {
      return switch (target) {
        case SqliteFile(Path file) -> new ForeignDatabase(file(file), new SqliteDialect());
        case DatabaseServer server ->
            new ForeignDatabase(connect(server, connectWithin), of(server));
      };
    } catch (SQLException e) {
      throw new StorageException.Unavailable("the old database cannot be opened", e);
    }
  }

  Connection connection() {
    return connection;
  }

  Dialect dialect() {
    return dialect;
  }

  /// The columns of a table, in lower case; empty when there is no such table.
  public Set<String> columns(String table) {
    Set<String> names = new TreeSet<>();
    try {
      DatabaseMetaData about = connection.getMetaData();
      String schema = dialect instanceof PostgresqlDialect ? connection.getSchema() : null;
      try (ResultSet rows = about.getColumns(connection.getCatalog(), schema, table, null)) {
        while (rows.next()) {
          names.add(rows.getString("COLUMN_NAME").toLowerCase(Locale.ROOT));
        }
      }
      return names;
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /// Reads every row of a table, one at a time, in the order of the first column.
  ///
  /// @param table and `columns` are names of this program's own, never what somebody typed
  public void each(String table, List<String> columns, Consumer<ForeignRow> reader) {
    String query =
        "SELECT "
            + String.join(", ", columns)
            + " FROM "
            + table
            + " ORDER BY "
            + columns.getFirst();
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(FETCHED);
      try (ResultSet rows = statement.executeQuery(query)) {
        while (rows.next()) {
          reader.accept(ForeignRow.of(rows, columns));
        }
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // Nothing was changed, so nothing is lost.
    }
  }

  private static Connection file(Path file) throws SQLException {
    if (!Files.isRegularFile(file)) {
      throw new StorageException.Unavailable("there is no database file " + file, null);
    }
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout(10_000);
    Connection connection =
        JDBC.createConnection("jdbc:sqlite:" + file.toAbsolutePath(), config.toProperties());
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA trusted_schema = OFF");
      statement.execute("BEGIN");
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private static Connection connect(DatabaseServer server, Duration within) throws SQLException {
    ServerConnections connections = new ServerConnections(server);
    connections.await(within);
    Connection connection = connections.dedicated();
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setReadOnly(true);
    connection.setAutoCommit(false);
    return connection;
  }

  private static Dialect of(DatabaseServer server) {
    return server.kind() == ServerKind.POSTGRESQL ? new PostgresqlDialect() : new MysqlDialect();
  }

  private StorageException failed(SQLException e) {
    StorageException translated = dialect.translate(e);
    return translated instanceof StorageException.Unavailable
        ? translated
        : new StorageException.Unavailable("the old database cannot be read", translated);
  }
}
