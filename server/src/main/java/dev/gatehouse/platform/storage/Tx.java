package dev.gatehouse.platform.storage;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The statements of one unit of work. It hides the connection, and dies with the unit.
///
/// A statement that failed ends the unit on every database, as it does on PostgreSQL: later
/// statements are refused with the same exception, and nothing of the unit is kept.
public final class Tx {
  private final Handle handle;
  private final Dialect dialect;
  private final boolean echo;
  private final boolean signals;
  private Dialect.@Nullable Fault fault;
  private @Nullable StorageException failure;
  private final List<Runnable> afterCommit = new ArrayList<>();
  private boolean over;

  Tx(Handle handle, Dialect dialect, boolean echo) {
    this(handle, dialect, echo, false);
  }

  /// @param signals whether the database takes signals
  Tx(Handle handle, Dialect dialect, boolean echo, boolean signals) {
    this.handle = handle;
    this.dialect = dialect;
    this.echo = echo;
    this.signals = signals;
  }

  /// Sends `message` to all who listen to `channel` ([Database#listen]), at COMMIT and only then;
  /// does nothing where the database cannot. On PostgreSQL commits that signal wait for one
  /// another, so it belongs to the end of a transaction that is alone anyway.
  public void signal(String channel, String message) {
    if (signals) {
      sql("SELECT 1 AS sent FROM (SELECT pg_notify(:channel, :message)) signal")
          .bind("channel", channel)
          .bind("message", message)
          .only(row -> row.number("sent"));
    }
  }

  /// Does `act` once this transaction is committed, before [Database#write] returns: wakes somebody
  /// up, say. It is quick and does not fail. When the answer to COMMIT is lost it is not done.
  public void afterCommit(Runnable act) {
    afterCommit.add(act);
  }

  /// A statement with named parameters (`:name`, and `<names>` for a list).
  public Sql sql(String text) {
    return new Sql(this, text);
  }

  /// A statement to be run for many rows of named parameters at once.
  public Batch batch(String text) {
    return new Batch(this, text);
  }

  /// The rows of `table` to be deleted the oldest first, known by the column `key`.
  ///
  /// @param reader reads a key: [Row#uuid], [Row#number], [Row#text] or [Row#bytes]
  public <K> Oldest<K> oldest(String table, String key, BiFunction<Row, String, K> reader) {
    return new Oldest<>(this, table, key, reader);
  }

  /// The handle of a unit that may still run statements.
  Handle handle() {
    if (over) {
      throw new IllegalStateException("this unit of work is over");
    }
    if (failure != null) {
      throw failure;
    }
    return handle;
  }

  Dialect dialect() {
    return dialect;
  }

  boolean echo() {
    return echo;
  }

  /// Notes that a statement failed, so that the unit cannot succeed whatever its code does next.
  StorageException failed(SQLException e) {
    StorageException translated = dialect.translate(e);
    if (failure == null) {
      failure = translated;
      fault = dialect.fault(e);
    }
    return translated;
  }

  /// What the first failed statement met, or null when all went well.
  Dialect.@Nullable Fault fault() {
    return fault;
  }

  @Nullable StorageException failure() {
    return failure;
  }

  void committed() {
    afterCommit.forEach(Runnable::run);
  }

  void end() {
    over = true;
  }
}
