package dev.gatehouse.testing;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/// Sets logging up before any class's tests: classes run beside one another, and whoever asks for a
/// logger while another thread sets logging up gets a substitute that is none of Logback's.
public final class LoggingFirst implements BeforeAllCallback {

  @Override
  public void beforeAll(ExtensionContext context) {
    synchronized (LoggingFirst.class) {
      LoggerFactory.getILoggerFactory();
    }
  }
}
