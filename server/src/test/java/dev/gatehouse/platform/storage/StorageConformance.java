package dev.gatehouse.platform.storage;

import dev.gatehouse.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/// What every database must do alike, run unchanged on each of them.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StorageConformance
    implements UnitConformance,
        ValueConformance,
        MigrationConformance,
        EchoConformance,
        OldestConformance {
  private final TestDatabase kind;
  private final DatabaseSettings settings;
  private final Database database;

  StorageConformance(TestDatabase kind) {
    this.kind = kind;
    this.settings = kind.fresh();
    this.database = Database.open(settings);
    new Migrations(database).upgrade();
  }

  @Override
  public final TestDatabase kind() {
    return kind;
  }

  @Override
  public final DatabaseSettings settings() {
    return settings;
  }

  @Override
  public final Database database() {
    return database;
  }

  @AfterAll
  void closeDatabase() {
    database.close();
  }
}
