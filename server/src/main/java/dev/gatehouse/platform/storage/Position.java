package dev.gatehouse.platform.storage;

import java.util.UUID;

/// A place in a list: behind the row with this key and id.
///
/// @param leg which of several lists in a row it is in; 0 for the first
/// @param key what the list is sorted by, as text
/// @param id decides between rows with the same key
public record Position(int leg, String key, UUID id) {
  /// Before everything in a list that rises.
  public static final UUID LOWEST = new UUID(0, 0);

  /// Before everything in a list that falls.
  public static final UUID HIGHEST = new UUID(-1, -1);
}
