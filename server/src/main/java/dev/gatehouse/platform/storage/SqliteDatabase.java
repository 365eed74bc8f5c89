package dev.gatehouse.platform.storage;

import java.time.Clock;
import java.util.function.Function;

final class SqliteDatabase extends Database {
  @Override
  public <T> T read(Function<Tx, T> work) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T> T write(Function<Tx, T> work) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Clock clock() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Dialect dialect() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
