package dev.gatehouse.bench.measures;

/// One line of the table.
///
/// @param what was measured
/// @param on which database
/// @param goal what is wanted; empty where the figure only explains
/// @param measured the figure with its spread
/// @param verdict against the goal
/// @param beside other figures of the same rounds
public record Finding(
    String what, String on, String goal, String measured, Verdict verdict, String beside) {

  /// Whether the goal was met.
  public enum Verdict {
    MET,
    MISSED,
    NO_GOAL;

    static Verdict of(boolean met) {
      return met ? MET : MISSED;
    }
  }
}
