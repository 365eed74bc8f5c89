package dev.gatehouse.flows.signin;

/// What a user has to do before there is a session, though what they have shown was right.
public enum NextStep {
  /// Show a second factor.
  SECOND_FACTOR,
  /// Set a second factor up: their roles ask for one.
  MFA_ENROLLMENT,
  /// Choose another password.
  PASSWORD_CHANGE
}
