package dev.gatehouse.testing;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import dev.gatehouse.app.LogSettings;
import dev.gatehouse.app.Logs;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/// All that anybody in this JVM writes to the log, at its most talkative, in the place of the
/// console. A test that uses it holds the resource "logging".
public final class CapturedLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final Queue<String> lines = new ConcurrentLinkedQueue<>();

  public CapturedLog() {
    Logs.apply(new LogSettings(LogSettings.LogFormat.TEXT, LogSettings.LogLevel.TRACE));
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    start();
    root.detachAndStopAllAppenders();
    root.addAppender(this);
  }

  /// Messages and stack traces.
  public List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  protected void append(ILoggingEvent event) {
    lines.add(event.getFormattedMessage());
    if (event.getThrowableProxy() != null) {
      lines.add(ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
  }

  @Override
  public void close() {
    Logs.apply(new LogSettings(LogSettings.LogFormat.TEXT, LogSettings.LogLevel.WARN));
  }
}
