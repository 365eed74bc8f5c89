package dev.gatehouse.identity.activity;

import org.jspecify.annotations.Nullable;

/// What is known of some minutes in a row.
///
/// @param nodes how many nodes wrote anything down
/// @param work of all of them together; null when none wrote anything down
/// @param sessions the most that were counted alive at a time; null when nobody counted
public record Spell(int nodes, @Nullable Work work, @Nullable Long sessions) {
  /// Of which nothing is known.
  public static final Spell UNKNOWN = new Spell(0, null, null);

  Spell with(long alive) {
    return new Spell(nodes, work, alive);
  }
}
