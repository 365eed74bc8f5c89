package dev.gatehouse.app.cli;

import java.io.Serial;

/// A command can't do what it was asked to. The message is one sentence for the operator; the exit
/// code is 2.
public final class Refusal extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public Refusal(String sentence) {
    super(sentence, null, false, false);
  }
}
