package dev.gatehouse.platform.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.ibatis.migration.MigrationException;
import org.apache.ibatis.migration.operations.DownOperation;
import org.apache.ibatis.migration.operations.UpOperation;
import org.apache.ibatis.migration.options.DatabaseOperationOption;
import org.jspecify.annotations.Nullable;

/// Brings the tables to a revision, up or down, while other nodes may be trying the same.
///
/// A revision is the number of a migration, the same on every database; 0 is the empty database. On
/// SQLite and PostgreSQL a run happens wholly or not at all. MySQL and MariaDB commit each
/// migration by itself; each can be run again, so a run that was killed is simply repeated.
public final class Migrations {
  /// The revision before the first migration.
  public static final int EMPTY = 0;

  private final Database database;
  private final MigrationScripts scripts;
  private final MigrationLock lock;

  public Migrations(Database database) {
    this.database = database;
    this.scripts = new MigrationScripts(database.dialect());
    this.lock = MigrationLock.of(database.dialect());
  }

  /// One migration.
  ///
  /// @param appliedAt null while it is pending
  public record Revision(int number, String name, @Nullable Instant appliedAt) {}

  /// The newest revision that this program knows.
  public int head() {
    return scripts.numbers().getLast();
  }

  /// The newest applied revision; 0 when there is none.
  public int current() {
    return applied().keySet().stream().reduce(EMPTY, (older, newer) -> newer);
  }

  /// Every migration, oldest first; and those of a newer program, where the database holds any.
  public List<Revision> history() {
    Map<Integer, Revision> all = applied();
    for (String name : scripts.names()) {
      int number = MigrationScripts.number(name);
      Revision known = all.get(number);
      String told = name.substring(name.indexOf('_') + 1);
      all.put(number, new Revision(number, told, known == null ? null : known.appliedAt()));
    }
    return List.copyOf(all.values());
  }

  /// Whether nothing is pending.
  ///
  /// @throws SchemaException.NewerThanProgram if the database is ahead of this program
  public boolean isCurrent() {
    return pending(applied().keySet()).isEmpty();
  }

  /// Sees that every table in the database is one of ours.
  ///
  /// @throws SchemaException.ForeignTables if another program's are there
  public void requireOurs() {
    refuseForeign(database.read(tx -> tx.sql(lock.tablesQuery()).list(row -> row.text("name"))));
  }

  /// Sees that this program knows whatever is applied.
  ///
  /// @throws SchemaException.NewerThanProgram if it does not
  public void requireNotNewer() {
    pending(applied().keySet());
  }

  /// Sees that nothing is pending.
  ///
  /// @throws SchemaException.OlderThanProgram if something is
  public void requireCurrent() {
    if (!isCurrent()) {
      throw new SchemaException.OlderThanProgram(current(), head());
    }
  }

  /// Sees that this program knows the revision `number`, or that it is 0.
  ///
  /// @throws SchemaException.NoSuchRevision if it does not
  public void requireKnown(int number) {
    if (number != EMPTY && !scripts.numbers().contains(number)) {
      throw new SchemaException.NoSuchRevision(
          "There is no revision %d: this program knows %d to %d."
              .formatted(number, scripts.numbers().getFirst(), head()));
    }
  }

  /// Applies everything that is pending.
  public List<Integer> upgrade() {
    return upgrade(head());
  }

  /// Applies what is pending, up to `last`. Costs one SELECT when nothing is.
  ///
  /// @return the revisions that this call applied
  /// @throws SchemaException if the database must not be altered, or a migration failed
  public List<Integer> upgrade(int last) {
    requireKnown(last);
    if (upTo(last, pending(applied().keySet())).isEmpty()) {
      return List.of();
    }
    return alone(connection -> {
      List<String> tables = lock.tables(connection);
      refuseForeign(tables);
      if (!tables.contains(MigrationLock.CHANGELOG)) {
        lock.createChangelog(connection);
      }
      List<Integer> wanted = upTo(last, pending(appliedIn(connection)));
      if (!wanted.isEmpty()) {
        new UpOperation(wanted.size()).operate(() -> connection, scripts, options(), null);
      }
      return wanted;
    });
  }

  /// Undoes every migration after `target`, and the data in their tables with them; 0 undoes all.
  ///
  /// @return the revisions that were undone, newest first
  /// @throws SchemaException if there is no such revision, or it is not applied
  public List<Integer> downgrade(int target) {
    requireKnown(target);
    return alone(connection -> {
      NavigableSet<Integer> applied =
          lock.tables(connection).contains(MigrationLock.CHANGELOG)
              ? appliedIn(connection)
              : new TreeSet<>();
      pending(applied);
      if (target != EMPTY && !applied.contains(target)) {
        throw new SchemaException.NoSuchRevision("Revision " + target + " is not applied.");
      }
      List<Integer> unwanted = List.copyOf(applied.tailSet(target, false).descendingSet());
      if (!unwanted.isEmpty()) {
        new DownOperation(unwanted.size()).operate(() -> connection, scripts, options(), null);
      }
      if (target == EMPTY && !applied.isEmpty()) {
        lock.dropChangelog(connection);
      }
      return unwanted;
    });
  }

  private void refuseForeign(List<String> tables) {
    boolean known = tables.contains(MigrationLock.CHANGELOG);
    Set<String> ours = known ? scripts.tables() : Set.of(); // others have a `users` too
    List<String> foreign = tables.stream().filter(table -> !ours.contains(table)).toList();
    if (!foreign.isEmpty()) {
      throw new SchemaException.ForeignTables(foreign);
    }
  }

  private List<Integer> pending(Set<Integer> applied) {
    List<Integer> known = scripts.numbers();
    List<Integer> unknown = applied.stream().filter(id -> !known.contains(id)).toList();
    if (!unknown.isEmpty()) {
      throw new SchemaException.NewerThanProgram(unknown, known.getLast());
    }
    return known.stream().filter(id -> !applied.contains(id)).toList();
  }

  private static List<Integer> upTo(int last, List<Integer> numbers) {
    return numbers.stream().filter(number -> number <= last).toList();
  }

  /// What the changelog says; nothing when there is none.
  private Map<Integer, Revision> applied() {
    String sql = "SELECT id, description, recorded_at FROM gatehouse_changelog ORDER BY id";
    List<Revision> rows;
    try {
      rows = database.read(tx -> tx.sql(sql).list(Migrations::revision));
    } catch (StorageException.Unavailable e) {
      throw e;
    } catch (StorageException noSuchTable) {
      rows = List.of();
    }
    Map<Integer, Revision> applied = new TreeMap<>();
    rows.forEach(revision -> applied.put(revision.number(), revision));
    return applied;
  }

  private static Revision revision(Row row) {
    String name = row.text("description").replace(' ', '_');
    return new Revision((int) row.number("id"), name, row.instant("recorded_at"));
  }

  private static NavigableSet<Integer> appliedIn(Connection connection) throws SQLException {
    NavigableSet<Integer> numbers = new TreeSet<>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT id FROM gatehouse_changelog")) {
      while (rows.next()) {
        numbers.add(rows.getInt(1));
      }
    }
    return numbers;
  }

  private static DatabaseOperationOption options() {
    DatabaseOperationOption options = new DatabaseOperationOption();
    options.setChangelogTable(MigrationLock.CHANGELOG);
    options.setAutoCommit(true);
    options.setStopOnError(true);
    options.setThrowWarning(false);
    options.setEscapeProcessing(false);
    return options;
  }

  /// Runs `work` while no other node migrates, on a platform thread.
  private List<Integer> alone(Step work) {
    List<Integer> done = new ArrayList<>();
    List<Throwable> failures = new ArrayList<>();
    Thread thread =
        Thread.ofPlatform()
            .name("migrations")
            .start(() -> {
              try {
                done.addAll(locked(work));
              } catch (RuntimeException | Error e) {
                failures.add(e);
              }
            });
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageException.Unavailable("the wait for the migration was interrupted", e);
    }
    for (Throwable failure : failures) {
      throw failure instanceof RuntimeException known ? known : new IllegalStateException(failure);
    }
    return done;
  }

  private List<Integer> locked(Step work) {
    try (Connection connection = database.dedicated()) {
      lock.take(connection);
      boolean done = false;
      try {
        List<Integer> result = work.run(HeldConnection.of(connection));
        done = true;
        return result;
      } finally {
        lock.release(connection, done);
      }
    } catch (SQLException e) {
      throw database.dialect().translate(e);
    } catch (MigrationException e) {
      throw new SchemaException.Failed("A migration failed: " + e.getCause(), e);
    }
  }

  private interface Step {
    List<Integer> run(Connection connection) throws SQLException;
  }
}
