package dev.gatehouse.platform.tls;

import java.io.IOException;
import java.io.Serial;

/// A certificate or key that cannot be used. The message is the end of a sentence for the operator,
/// and shows nothing of the key.
public final class TlsException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  TlsException(String message) {
    super(message);
  }

  TlsException(String message, Throwable cause) {
    super(message, cause);
  }
}
