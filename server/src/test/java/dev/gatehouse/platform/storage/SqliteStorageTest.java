package dev.gatehouse.platform.storage;

import dev.gatehouse.testing.TestDatabase;

class SqliteStorageTest extends StorageConformance {
  SqliteStorageTest() {
    super(TestDatabase.SQLITE);
  }
}
