package dev.gatehouse.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import ch.qos.logback.core.spi.ContextAwareBase;
import org.slf4j.LoggerFactory;

/// The log: lines of text or JSON on standard output. Set up in code, which starts faster than a
/// file.
public final class Logs extends ContextAwareBase implements Configurator {

  /// Before the configuration is read, and for commands that only pass: our own warnings as text,
  /// on standard error. What libraries complain of reaches the command as an exception.
  @Override
  public ExecutionStatus configure(LoggerContext context) {
    set(
        context,
        new LogSettings(LogSettings.LogFormat.TEXT, LogSettings.LogLevel.WARN),
        ConsoleTarget.SystemErr);
    context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(Level.OFF);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /// Lets the log be as the configuration wants it.
  public static void apply(LogSettings wanted) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      set(context, wanted, ConsoleTarget.SystemOut);
    }
  }

  private static void set(LoggerContext context, LogSettings wanted, ConsoleTarget target) {
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setTarget(target.getName());
    console.setEncoder(encoder(context, wanted.format()));
    console.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.detachAndStopAllAppenders();
    root.addAppender(console);
    root.setLevel(Level.WARN);
    // The outage of Redis is told once, by us.
    context.getLogger("io.lettuce").setLevel(Level.OFF);
    context.getLogger("io.netty").setLevel(Level.ERROR);
    Level level = Level.toLevel(wanted.level().name());
    context.getLogger("dev.gatehouse").setLevel(level);
    context.getLogger("access").setLevel(level);
  }

  private static Encoder<ILoggingEvent> encoder(
      LoggerContext context, LogSettings.LogFormat format) {
    return switch (format) {
      case JSON -> json(context);
      case TEXT -> text(context);
    };
  }

  private static Encoder<ILoggingEvent> text(LoggerContext context) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{0}: %msg%n");
    encoder.start();
    return encoder;
  }

  private static Encoder<ILoggingEvent> json(LoggerContext context) {
    JsonLines encoder = new JsonLines();
    encoder.setContext(context);
    encoder.start();
    return encoder;
  }
}
