package dev.gatehouse.platform.storage;

import java.io.Serial;

/// A program of the database server failed. The message is a sentence for the operator.
public final class ToolException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  ToolException(String sentence) {
    super(sentence);
  }
}
