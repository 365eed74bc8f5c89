package dev.gatehouse.platform.storage;

import java.io.Serial;

/// The schema is not what this program can work with. The message is a sentence for the operator.
public final class SchemaException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public SchemaException(String sentence) {
    super(sentence);
  }
}
