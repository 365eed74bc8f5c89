package dev.gatehouse.app.cli;

import dev.gatehouse.app.Logs;
import dev.gatehouse.app.Server;
import dev.gatehouse.app.Settings;
import dev.gatehouse.app.Store;
import dev.gatehouse.platform.crypto.FastProvider;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `gatehouse serve`: opens the database, brings its schema up to date and answers requests until
/// it is told to stop (SIGTERM or SIGINT, exit code 0).
@Command(name = "serve", mixinStandardHelpOptions = true, description = "Starts the server.")
final class ServeCommand implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

  private final Function<Map<String, String>, Settings> settings;

  @Option(names = "--host", description = "The address to listen on (HOST).")
  private @Nullable String host;

  @Option(names = "--port", description = "The port to listen on (PORT).")
  private @Nullable String port;

  ServeCommand(Function<Map<String, String>, Settings> settings) {
    this.settings = settings;
  }

  @Override
  public void run() {
    serve(settings.apply(options()));
  }

  /// Serves until the process is told to stop.
  static void serve(Settings loaded) {
    FastProvider.prepare();
    Logs.apply(loaded.logging());
    loaded.warnings().forEach(LOG::warn);
    Server server = start(loaded);
    LOG.info(
        "Gatehouse listens on {}://{}:{} ({})",
        loaded.http().scheme(),
        loaded.http().host(),
        server.port(),
        loaded.environment().name());
    waitForTheEnd(server);
  }

  private Map<String, String> options() {
    Map<String, String> given = new LinkedHashMap<>();
    if (host != null) {
      given.put("HOST", host);
    }
    if (port != null) {
      given.put("PORT", port);
    }
    return given;
  }

  private static Server start(Settings settings) {
    try {
      return Server.start(settings, Store.openForServing(settings));
    } catch (IOException e) {
      throw new Refusal(e.getMessage() + "; set another with PORT or --port.");
    }
  }

  /// Waits for the signal; the exit code is 0 when everything was put away.
  private static void waitForTheEnd(Server server) {
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("stop")
                .unstarted(() -> {
                  LOG.info("Gatehouse stops");
                  int code = 1;
                  try {
                    server.close();
                    code = 0;
                  } finally {
                    Runtime.getRuntime().halt(code);
                  }
                }));
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
