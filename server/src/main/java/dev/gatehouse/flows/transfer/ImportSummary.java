package dev.gatehouse.flows.transfer;

import java.util.List;

/// What an import did.
///
/// @param updated accounts that were there and are otherwise now
/// @param unchanged accounts that were there just so
/// @param skipped the lines that were not taken, the first [#MOST_TOLD] of them
/// @param skippedTotal how many were not taken
public record ImportSummary(
    long created, long updated, long unchanged, List<Skip> skipped, long skippedTotal) {
  /// How many skipped lines are told one by one.
  public static final int MOST_TOLD = 1_000;

  public ImportSummary {
    skipped = List.copyOf(skipped);
  }

  /// A line that was not taken.
  ///
  /// @param line its number, from 1
  /// @param detail why, in a sentence
  public record Skip(long line, String detail) {}
}
