package dev.gatehouse.app;

import java.io.Serial;

/// What an operator asked for can't be done. The message is one sentence for the operator; nothing
/// was changed unless it says so.
public final class OperationException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  OperationException(String sentence) {
    super(sentence, null, false, false);
  }
}
