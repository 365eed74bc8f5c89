package dev.gatehouse.platform.http;

import dev.gatehouse.platform.storage.StorageException;
import dev.gatehouse.platform.tls.TlsException;
import dev.gatehouse.platform.tls.TlsFiles;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinBindException;
import io.javalin.util.JavalinLogger;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The listening server: takes a [Router]'s routes and answers requests until it is closed.
public final class HttpServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
  private static final int MAX_HEADER_BYTES = 16 * 1024;
  private static final long IDLE_MILLIS = 30_000;
  private static final long STOP_MILLIS = 10_000;

  private final List<Router.Route> routes;
  private final List<Router.ProblemWording> wordings;
  private final Throttle throttle;
  private final Traffic traffic = new Traffic();
  private final @Nullable TlsListener tls;
  private final Javalin javalin;

  private HttpServer(HttpSettings settings, Router router) throws TlsException {
    this.routes = router.routes();
    this.wordings = router.wordings();
    this.throttle = router.throttle();
    TlsFiles files = settings.tls();
    this.tls = files == null ? null : new TlsListener(files, InstantSource.system());
    this.javalin = Javalin.create(config -> configure(config, settings));
  }

  /// Starts to listen.
  ///
  /// @throws IOException when the address can't be bound, with a sentence that says so
  /// @throws TlsException when the certificate or its key can't be used
  public static HttpServer start(HttpSettings settings, Router router) throws IOException {
    JavalinLogger.enabled = false; // what fails is thrown, and told once
    HttpServer server = new HttpServer(settings, router);
    try {
      server.javalin.start(settings.host(), settings.port());
      if (server.tls != null) {
        server.tls.watch();
      }
      return server;
    } catch (JavalinBindException e) {
      throw new IOException(
          "Port %d on %s is taken or may not be used".formatted(settings.port(), settings.host()),
          e);
    }
  }

  public int port() {
    return javalin.port();
  }

  /// How the requests went.
  public Traffic traffic() {
    return traffic;
  }

  /// When the certificate in use expires; empty without TLS.
  public Optional<Instant> certificateExpires() {
    return Optional.ofNullable(tls).map(TlsListener::expires);
  }

  /// What is answered here.
  public List<Router.Route> routes() {
    return routes;
  }

  /// Stops to accept, lets what runs finish for 10 seconds, then ends it.
  @Override
  public void close() {
    if (tls != null) {
      tls.close();
    }
    javalin.stop();
  }

  private void configure(JavalinConfig config, HttpSettings settings) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.concurrency.useVirtualThreads = true;
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.http.strictContentTypes = false;
    config.jetty.modifyHttpConfiguration(HttpServer::limit);
    config.jetty.modifyServer(server -> wrap(server, settings));
    TlsListener listener = tls;
    if (listener != null) {
      config.jetty.addConnector(
          (server, http) -> listener.connector(server, http, settings.host(), settings.port()));
    }
    for (Router.Route route : routes) {
      RequestFigures figures = traffic.of(route);
      config.routes.addHttpHandler(
          HandlerType.findOrCreate(route.method()),
          route.path(),
          context -> serve(context, route, figures));
      if (route.method().equals("GET")) {
        config.routes.addHttpHandler(
            HandlerType.HEAD, route.path(), context -> serve(context, route, figures));
      }
    }
    config.routes.exception(HttpResponseException.class, this::unrouted);
    config.routes.exception(Exception.class, (e, context) -> write(context, failure(e, context)));
  }

  private static void limit(HttpConfiguration http) {
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    http.setRequestHeaderSize(MAX_HEADER_BYTES);
    // The default takes a header for one seen before on the connection when only its case differs,
    // and so one bearer token for another.
    http.setHeaderCacheCaseSensitive(true);
    http.setIdleTimeout(IDLE_MILLIS);
  }

  private void wrap(Server server, HttpSettings settings) {
    SecurityHeaders headers = new SecurityHeaders(settings.strictTransport());
    Cors cors = new Cors(settings.corsOrigins());
    server.setStopTimeout(STOP_MILLIS);
    ProblemErrors errors = new ProblemErrors(headers, wordings);
    ClientAddresses addresses = new ClientAddresses(settings.trustedProxies());
    server.setErrorHandler(errors);
    server.insertHandler(new GracefulHandler());
    server.insertHandler(new Edge(headers, cors, throttle, errors));
    server.insertHandler(new Arrivals(addresses, traffic, settings.tracing()));
  }

  private void serve(Context context, Router.Route route, RequestFigures figures) {
    exchange(context).takenBy(figures);
    write(context, answer(context, route));
  }

  private Response answer(Context context, Router.Route route) {
    try {
      return route.handler().handle(requestOf(context));
    } catch (Problem.Found e) {
      return Response.problem(e.problem());
    } catch (RuntimeException e) {
      return failure(e, context);
    }
  }

  private static Request requestOf(Context context) {
    return new Request(context, exchange(context));
  }

  private static Exchange exchange(Context context) {
    return (Exchange) context.req().getAttribute(Exchange.ATTRIBUTE);
  }

  private static Response failure(Exception e, Context context) {
    if (e instanceof StorageException.Unavailable unavailable) {
      LOG.warn("{}: {}", requestOf(context).label(), unavailable.getMessage());
      return Response.problem(Problem.unavailable("The database is not available", 5));
    }
    if (e instanceof StorageException.OutcomeUnknown unknown) {
      LOG.warn(
          "{}: {}, request id {}",
          requestOf(context).label(),
          unknown.getMessage(),
          requestOf(context).id());
      return Response.problem(Problem.unavailable("The database did not confirm the change", 5));
    }
    LOG.error("{} failed, request id {}", requestOf(context).label(), requestOf(context).id(), e);
    return Response.problem(Problem.of(500, "Something went wrong on the server"));
  }

  /// No route took the request: 405 when another method would, otherwise 404.
  private void unrouted(HttpResponseException e, Context context) {
    Set<String> allowed = new TreeSet<>();
    for (Router.Route route : routes) {
      if (route.matches(context.path())) {
        allowed.add(route.method());
        if (route.method().equals("GET")) {
          allowed.add("HEAD");
        }
      }
    }
    if (allowed.isEmpty()) {
      write(context, Response.problem(404, "There is nothing at this path"));
    } else {
      write(
          context,
          Response.problem(405, "This path does not take this method")
              .with("Allow", String.join(", ", allowed)));
    }
  }

  private void write(Context context, Response response) {
    if (response.problem() != null) {
      Bodies.drop(context);
    }
    if (response.upgrade() != null) {
      open(context, response.upgrade());
      return;
    }
    Response worded =
        response.problem() == null || wordings.isEmpty()
            ? response
            : response.saying(
                Router.ProblemWording.word(wordings, context.path(), response.problem()));
    send(context, worded);
  }

  private void open(Context context, Upgrade upgrade) {
    try {
      if (!upgrade.take(context)) {
        write(context, Response.problem(400, "The WebSocket could not be opened"));
      }
    } catch (IOException e) {
      LOG.debug("the client went away before its WebSocket was open");
    }
  }

  private static void send(Context context, Response response) {
    var raw = context.res();
    raw.setStatus(response.status());
    for (Response.Header header : response.headers()) {
      if (header.name().equals("Set-Cookie")) {
        raw.addHeader(header.name(), header.value());
      } else {
        raw.setHeader(header.name(), header.value());
      }
    }
    if (response.status() == 204) {
      return;
    }
    raw.setContentType(response.contentType());
    if (response.stream() != null) {
      stream(context, response.stream());
      return;
    }
    raw.setContentLength(response.body().length);
    try {
      raw.getOutputStream().write(response.body());
    } catch (IOException e) {
      LOG.debug("the client went away before its answer was written");
    }
  }

  /// A body that ends early must not look whole: the connection is closed without its end.
  private static void stream(Context context, Response.Stream stream) {
    try {
      OutputStream out = context.res().getOutputStream();
      if (!context.req().getMethod().equals("HEAD")) {
        stream.writeTo(out);
      }
      out.flush();
    } catch (IOException e) {
      LOG.debug("the client went away while its answer was written");
      breakOff(context);
    } catch (RuntimeException e) {
      LOG.warn(
          "{} broke off, request id {}", requestOf(context).label(), requestOf(context).id(), e);
      breakOff(context);
    }
  }

  private static void breakOff(Context context) {
    ServletContextRequest.getServletContextRequest(context.req())
        .getConnectionMetaData()
        .getConnection()
        .getEndPoint()
        .close();
  }
}
