package dev.gatehouse.platform.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
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
/// A revision is the three digits of a migration, the same on every database; `000` is the empty
/// database. On SQLite and PostgreSQL a run happens wholly or not at all. MySQL and MariaDB commit
/// each migration by itself; each can be run again, so a run that was killed is simply repeated.
public final class Migrations {
  /// The revision before the first migration.
  public static final String EMPTY = "000";

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
  /// @param id three digits
  /// @param appliedAt null while it is pending
  public record Revision(String id, String name, @Nullable Instant appliedAt) {}

  /// The newest applied revision; empty when there is none.
  public Optional<String> current() {
    return applied().keySet().stream().reduce((older, newer) -> newer);
  }

  /// Every migration, oldest first; and those of a newer program, where the database holds any.
  public List<Revision> history() {
    Map<String, Revision> all = applied();
    for (String name : scripts.names()) {
      String id = MigrationScripts.id(name);
      Revision known = all.get(id);
      String told = name.substring(id.length() + 1);
      all.put(id, new Revision(id, told, known == null ? null : known.appliedAt()));
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

  /// Sees that nothing is pending.
  ///
  /// @throws SchemaException.OlderThanProgram if something is
  public void requireCurrent() {
    if (!isCurrent()) {
      throw new SchemaException.OlderThanProgram(current().orElse(EMPTY), scripts.ids().getLast());
    }
  }

  /// Applies what is pending, up to a revision or all of it. Costs one SELECT when nothing is.
  ///
  /// @return the ids that this call applied
  /// @throws SchemaException if the database must not be altered, or a migration failed
  public List<String> upgrade(Optional<String> revision) {
    String last = revision.map(this::known).orElse(scripts.ids().getLast());
    if (upTo(last, pending(applied().keySet())).isEmpty()) {
      return List.of();
    }
    return alone(connection -> {
      List<String> tables = lock.tables(connection);
      refuseForeign(tables);
      if (!tables.contains(MigrationLock.CHANGELOG)) {
        lock.createChangelog(connection);
      }
      List<String> wanted = upTo(last, pending(appliedIn(connection)));
      if (!wanted.isEmpty()) {
        new UpOperation(wanted.size()).operate(() -> connection, scripts, options(), null);
      }
      return wanted;
    });
  }

  /// Undoes every migration after `revision`, and the data in their tables with them. `000` undoes
  /// all.
  ///
  /// @return the ids that were undone, newest first
  /// @throws SchemaException if there is no such revision, or it is not applied
  public List<String> downgrade(String revision) {
    String target = revision.equals(EMPTY) ? EMPTY : known(revision);
    return alone(connection -> {
      NavigableSet<String> applied =
          lock.tables(connection).contains(MigrationLock.CHANGELOG)
              ? appliedIn(connection)
              : new TreeSet<>();
      pending(applied);
      if (!target.equals(EMPTY) && !applied.contains(target)) {
        throw new SchemaException.NoSuchRevision("Revision " + target + " is not applied.");
      }
      List<String> unwanted = List.copyOf(applied.tailSet(target, false).descendingSet());
      if (!unwanted.isEmpty()) {
        new DownOperation(unwanted.size()).operate(() -> connection, scripts, options(), null);
      }
      if (target.equals(EMPTY) && !applied.isEmpty()) {
        lock.dropChangelog(connection);
      }
      return unwanted;
    });
  }

  private void refuseForeign(List<String> tables) {
    Set<String> ours = scripts.tables();
    List<String> foreign = tables.stream().filter(table -> !ours.contains(table)).toList();
    if (!foreign.isEmpty()) {
      throw new SchemaException.ForeignTables(foreign);
    }
  }

  private String known(String revision) {
    if (!scripts.ids().contains(revision)) {
      throw new SchemaException.NoSuchRevision(
          "There is no revision "
              + revision
              + ": this program knows "
              + scripts.ids().getFirst()
              + " to "
              + scripts.ids().getLast()
              + ".");
    }
    return revision;
  }

  private List<String> pending(Set<String> applied) {
    List<String> known = scripts.ids();
    List<String> unknown = applied.stream().filter(id -> !known.contains(id)).toList();
    if (!unknown.isEmpty()) {
      throw new SchemaException.NewerThanProgram(unknown, known.getLast());
    }
    return known.stream().filter(id -> !applied.contains(id)).toList();
  }

  private static List<String> upTo(String last, List<String> ids) {
    return ids.stream().filter(id -> id.compareTo(last) <= 0).toList();
  }

  /// What the changelog says; nothing when there is none.
  private Map<String, Revision> applied() {
    String sql = "SELECT id, description, recorded_at FROM gatehouse_changelog ORDER BY id";
    List<Revision> rows;
    try {
      rows = database.read(tx -> tx.sql(sql).list(Migrations::revision));
    } catch (StorageException.Unavailable e) {
      throw e;
    } catch (StorageException noSuchTable) {
      rows = List.of();
    }
    Map<String, Revision> applied = new TreeMap<>();
    rows.forEach(revision -> applied.put(revision.id(), revision));
    return applied;
  }

  private static Revision revision(Row row) {
    String name = row.text("description").replace(' ', '_');
    return new Revision(threeDigits(row.number("id")), name, row.instant("recorded_at"));
  }

  private static NavigableSet<String> appliedIn(Connection connection) throws SQLException {
    NavigableSet<String> ids = new TreeSet<>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT id FROM gatehouse_changelog")) {
      while (rows.next()) {
        ids.add(threeDigits(rows.getLong(1)));
      }
    }
    return ids;
  }

  private static String threeDigits(long id) {
    return String.format("%03d", id);
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
  private List<String> alone(Step work) {
    List<String> done = new ArrayList<>();
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

  private List<String> locked(Step work) {
    try (Connection connection = database.dedicated()) {
      lock.take(connection);
      boolean done = false;
      try {
        List<String> result = work.run(HeldConnection.of(connection));
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
    List<String> run(Connection connection) throws SQLException;
  }
}
