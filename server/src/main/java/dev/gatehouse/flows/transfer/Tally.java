package dev.gatehouse.flows.transfer;

import dev.gatehouse.flows.transfer.ImportSummary.Skip;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Counts what becomes of the lines, one by one or by the batch.
final class Tally {
  private final List<Skip> skipped = new ArrayList<>();
  private long created;
  private long updated;
  private long unchanged;
  private long skippedTotal;

  void created() {
    created++;
  }

  void updated() {
    updated++;
  }

  void unchanged() {
    unchanged++;
  }

  void skip(long line, String detail) {
    skippedTotal++;
    if (skipped.size() < ImportSummary.MOST_TOLD) {
      skipped.add(new Skip(line, detail));
    }
  }

  void add(Tally other) {
    created += other.created;
    updated += other.updated;
    unchanged += other.unchanged;
    skippedTotal += other.skippedTotal;
    for (Skip skip : other.skipped) {
      if (skipped.size() < ImportSummary.MOST_TOLD) {
        skipped.add(skip);
      }
    }
  }

  ImportSummary summary() {
    List<Skip> inOrder = skipped.stream().sorted(Comparator.comparingLong(Skip::line)).toList();
    return new ImportSummary(created, updated, unchanged, inOrder, skippedTotal);
  }

  String counts() {
    return "created %d, updated %d, unchanged %d, skipped %d"
        .formatted(created, updated, unchanged, skippedTotal);
  }
}
