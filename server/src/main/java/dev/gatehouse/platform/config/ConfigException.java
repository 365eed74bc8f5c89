package dev.gatehouse.platform.config;

import java.io.Serial;

/// The configuration cannot be used. The message is one sentence for the operator; it names the
/// variable and never shows a secret.
public final class ConfigException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public ConfigException(String sentence) {
    super(sentence);
  }

  public ConfigException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
