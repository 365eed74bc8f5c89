package dev.gatehouse.flows.administration;

/// What came of an act.
public sealed interface Outcome<T> {
  record Done<T>(T value) implements Outcome<T> {}

  record Denied<T>(Denial denial) implements Outcome<T> {}
}
