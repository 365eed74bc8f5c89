package dev.gatehouse.platform.config;

/// Where a value came from, the weakest first.
public enum Origin {
  DEFAULT("default"),
  GENERATED("generated"),
  SHARED_FILE(".env"),
  OWN_FILE("gatehouse.env"),
  ENVIRONMENT("environment"),
  OPTION("option");

  private final String label;

  Origin(String label) {
    this.label = label;
  }

  /// The name an operator knows it by.
  public String label() {
    return label;
  }

  /// Whether a person chose the value.
  boolean byOperator() {
    return this != DEFAULT && this != GENERATED;
  }
}
