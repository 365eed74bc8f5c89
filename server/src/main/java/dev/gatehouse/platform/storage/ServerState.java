package dev.gatehouse.platform.storage;

import java.util.Optional;

/// Small facts about this database as a whole, by name.
public final class ServerState {
  private ServerState() {}

  public static Optional<String> get(Tx tx, String name) {
    return tx.sql("SELECT value FROM server_state WHERE name = :name")
        .bind("name", name)
        .first(row -> row.text("value"));
  }

  /// Sets a fact.
  ///
  /// @throws StorageException.UniqueViolation when another transaction sets it for the first time
  ///   too
  public static void put(Tx tx, String name, String value) {
    int changed =
        tx.sql("UPDATE server_state SET value = :value WHERE name = :name")
            .bind("value", value)
            .bind("name", name)
            .update();
    if (changed == 0) {
      tx.sql("INSERT INTO server_state (name, value) VALUES (:name, :value)")
          .bind("name", name)
          .bind("value", value)
          .update();
    }
  }
}
