package dev.gatehouse.platform.storage;

import org.jdbi.v3.core.Handle;

/// The statements of one unit of work. It hides the connection, and dies with the unit.
public final class Tx {
  private final Handle handle;
  private final Dialect dialect;

  Tx(Handle handle, Dialect dialect) {
    this.handle = handle;
    this.dialect = dialect;
  }

  /// A statement with named parameters (`:name`, and `<names>` for a list).
  public Sql sql(String text) {
    return new Sql(handle, dialect, text);
  }
}
