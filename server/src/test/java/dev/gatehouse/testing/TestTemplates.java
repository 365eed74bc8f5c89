package dev.gatehouse.testing;

import dev.gatehouse.app.Store;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.DatabaseSettings;
import dev.gatehouse.platform.storage.Migrations;
import org.jspecify.annotations.Nullable;

/// Databases that were migrated once and are only copied from then on. On MySQL and MariaDB, where
/// nothing copies a database, the migrations are run each time.
final class TestTemplates {
  private static @Nullable DatabaseSettings sqlite;
  private static @Nullable DatabaseSettings postgresql;

  private TestTemplates() {}

  static synchronized DatabaseSettings sqlite() {
    if (sqlite == null) {
      sqlite = filled(TestDatabase.SQLITE.fresh());
    }
    return sqlite;
  }

  static synchronized DatabaseSettings postgresql() {
    if (postgresql == null) {
      postgresql = filled(TestDatabase.POSTGRESQL.fresh());
    }
    return postgresql;
  }

  /// Does what the first start of a server does to an empty database, whatever its secret.
  static DatabaseSettings filled(DatabaseSettings empty) {
    try (Database database = Database.open(empty)) {
      new Migrations(database).upgrade();
      Store.createDefaultRoles(database);
    }
    return empty;
  }
}
