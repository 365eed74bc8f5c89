package dev.gatehouse.platform.storage;

import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.ibatis.migration.Change;
import org.apache.ibatis.migration.operations.DownOperation;
import org.apache.ibatis.migration.operations.UpOperation;
import org.apache.ibatis.migration.options.DatabaseOperationOption;
import org.jspecify.annotations.Nullable;

/// Brings the schema to a revision, forwards or back. Any number of nodes may try at once: one does
/// it.
public final class Migrations {
  static final String CHANGELOG = "gatehouse_changelog";

  private static final Set<String> UNTOUCHED =
      Set.of("close", "commit", "rollback", "setAutoCommit");

  private final Database database;
  private final MigrationScripts scripts;
  private final SchemaLock lock;

  public Migrations(Database database) {
    this.database = database;
    this.scripts = new MigrationScripts(database.dialect().name());
    this.lock = SchemaLock.of(database.dialect());
  }

  /// The newest revision that this program knows.
  public int head() {
    return scripts.getMigrations().stream().mapToInt(Migrations::revision).max().orElse(0);
  }

  /// The revision of the database; 0 when it is empty.
  ///
  /// @throws SchemaException when the database is not ours, or newer than this program
  public int current() {
    return inspect().keySet().stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  /// Every migration that this program knows, with the time it was applied here.
  public List<Revision> history() {
    Map<Integer, String> applied = inspect();
    return scripts.getMigrations().stream()
        .map(change ->
            new Revision(revision(change), change.getDescription(), applied.get(revision(change))))
        .toList();
  }

  /// Applies what is missing up to `target`; the revisions that were applied by this call.
  public List<Integer> upgrade(int target) {
    requireKnown(target);
    if (pending(target).isEmpty()) {
      return List.of();
    }
    return locked(connection -> {
      List<Integer> pending = pending(connection, target);
      if (!pending.isEmpty()) {
        new UpOperation(pending.size()).operate(() -> connection, scripts, options(), silent());
      }
      return pending;
    });
  }

  /// Takes back whatever is newer than `target` (0 for everything); the revisions taken back.
  public List<Integer> downgrade(int target) {
    requireKnown(target);
    current();
    return locked(connection -> {
      List<Integer> newer =
          applied(connection).keySet().stream().filter(done -> done > target).toList();
      if (!newer.isEmpty()) {
        new DownOperation(newer.size()).operate(() -> connection, scripts, options(), silent());
      }
      return newer.reversed();
    });
  }

  private List<Integer> pending(int target) {
    Set<Integer> applied = inspect().keySet();
    return missing(applied, target);
  }

  private List<Integer> pending(Connection connection, int target) throws SQLException {
    return missing(applied(connection).keySet(), target);
  }

  private List<Integer> missing(Set<Integer> applied, int target) {
    return scripts.getMigrations().stream()
        .map(Migrations::revision)
        .filter(known -> known <= target && !applied.contains(known))
        .toList();
  }

  /// What has been applied, by revision; refuses what is not ours.
  private Map<Integer, String> inspect() {
    Set<String> tables =
        database.read(
            tx -> new TreeSet<>(tx.sql(lock.tablesQuery()).list(row -> row.text("name"))));
    Set<String> foreign = new TreeSet<>(tables);
    foreign.removeAll(scripts.tables());
    foreign.remove(CHANGELOG);
    if (!foreign.isEmpty()) {
      throw new SchemaException(
          "This database holds tables that are not Gatehouse's (%s): give it a database of its own,"
                  .formatted(String.join(", ", foreign))
              + " and carry old data over with `gatehouse import-legacy`.");
    }
    return tables.contains(CHANGELOG) ? refuseNewer(readChangelog()) : Map.of();
  }

  private Map<Integer, String> readChangelog() {
    Map<Integer, String> applied = new TreeMap<>();
    database
        .read(tx -> tx.sql("SELECT id, applied_at FROM " + CHANGELOG).list(Applied::read))
        .forEach(done -> applied.put(done.revision, done.at));
    return applied;
  }

  private Map<Integer, String> refuseNewer(Map<Integer, String> applied) {
    List<Integer> unknown =
        applied.keySet().stream().filter(revision -> revision > head()).toList();
    if (!unknown.isEmpty()) {
      throw new SchemaException(
          "This database is at revision %s, made by a newer Gatehouse; this one knows revisions up to"
                  .formatted(
                      unknown.stream().map(String::valueOf).collect(Collectors.joining(", ")))
              + " %d. Downgrade it with the newer one first.".formatted(head()));
    }
    return applied;
  }

  /// Does nothing when this program knows the revision `target`.
  ///
  /// @throws SchemaException when it does not
  public void requireKnown(int target) {
    boolean known =
        target == 0
            || scripts.getMigrations().stream().anyMatch(change -> revision(change) == target);
    if (!known) {
      throw new SchemaException(
          "There is no revision %d; the newest is %d.".formatted(target, head()));
    }
  }

  private <T> T locked(Work<T> work) {
    try (Connection connection = database.connectForSchema();
        Statement statement = connection.createStatement()) {
      lock.acquire(statement);
      T result;
      try {
        createChangelog(statement);
        result = work.run(withoutTransactions(connection));
      } catch (SQLException | RuntimeException e) {
        lock.abandon(statement);
        throw e;
      }
      lock.commit(statement);
      return result;
    } catch (SQLException e) {
      throw database.dialect().translate(e);
    }
  }

  private static void createChangelog(Statement statement) throws SQLException {
    statement.execute(
        """
        CREATE TABLE IF NOT EXISTS %s (
          id NUMERIC(20, 0) NOT NULL PRIMARY KEY,
          applied_at VARCHAR(25) NOT NULL,
          description VARCHAR(255) NOT NULL
        )
        """
            .formatted(CHANGELOG));
  }

  private static Map<Integer, String> applied(Connection connection) throws SQLException {
    Map<Integer, String> applied = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT id, applied_at FROM " + CHANGELOG)) {
      while (rows.next()) {
        applied.put(rows.getInt(1), rows.getString(2));
      }
    }
    return applied;
  }

  /// The library begins, commits and closes for each script; here the lock's transaction is around
  /// all.
  private static Connection withoutTransactions(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            Migrations.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (_, method, arguments) -> {
              if (UNTOUCHED.contains(method.getName())) {
                return null;
              }
              if (method.getName().equals("getAutoCommit")) {
                return false;
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static DatabaseOperationOption options() {
    DatabaseOperationOption options = new DatabaseOperationOption();
    options.setChangelogTable(CHANGELOG);
    options.setStopOnError(true);
    options.setThrowWarning(false);
    options.setAutoCommit(false);
    options.setEscapeProcessing(false);
    return options;
  }

  private static PrintStream silent() {
    return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
  }

  private static int revision(Change change) {
    return change.getId().intValueExact();
  }

  /// A migration, and when it was applied here; null while it was not.
  public record Revision(int number, String name, @Nullable String appliedAt) {}

  private record Applied(int revision, String at) {
    static Applied read(Row row) {
      return new Applied((int) row.number("id"), row.text("applied_at"));
    }
  }

  private interface Work<T> {
    T run(Connection connection) throws SQLException;
  }
}
