package dev.gatehouse.app;

import dev.gatehouse.platform.config.Catalogue.Group;
import dev.gatehouse.platform.config.Parsers;
import dev.gatehouse.platform.config.Values;
import dev.gatehouse.platform.config.Variable;
import java.time.Duration;
import java.util.List;

/// The record of who did what.
final class AuditVariables {
  private static final Variable<Integer> AUDIT_RETENTION_DAYS =
      Variable.of(
          "AUDIT_RETENTION_DAYS",
          "0",
          Parsers.integer(0, 36_500),
          "Days that audit events are kept; 0 for ever. What is left stays provable.");

  static final Group GROUP = new Group("Audit", List.of(AUDIT_RETENTION_DAYS));

  private AuditVariables() {}

  static Settings.Audit read(Values values) {
    return new Settings.Audit(Duration.ofDays(values.get(AUDIT_RETENTION_DAYS)));
  }
}
