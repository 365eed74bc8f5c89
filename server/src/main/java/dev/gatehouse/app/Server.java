package dev.gatehouse.app;

import dev.gatehouse.app.metrics.Exposition;
import dev.gatehouse.contracts.server.DocsRoutes;
import dev.gatehouse.contracts.server.HealthRoutes;
import dev.gatehouse.identity.access.Profiles;
import dev.gatehouse.identity.revocations.RevocationFeed;
import dev.gatehouse.identity.tokens.SigningKeyRoutes;
import dev.gatehouse.identity.tokens.SigningKeys;
import dev.gatehouse.platform.http.HttpServer;
import dev.gatehouse.platform.http.HttpSettings;
import dev.gatehouse.platform.http.Router;
import dev.gatehouse.platform.metrics.Figures;
import dev.gatehouse.platform.storage.Database;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/// The whole server, built by hand from top to bottom. Read this first.
public final class Server implements AutoCloseable {
  private final Live live;
  private final LiveContract sockets;
  private final Neighbours neighbours;
  private final Operation operation;
  private final HttpServer http;

  private Server(
      Live live,
      LiveContract sockets,
      Neighbours neighbours,
      Operation operation,
      HttpServer http) {
    this.live = live;
    this.sockets = sockets;
    this.neighbours = neighbours;
    this.operation = operation;
    this.http = http;
  }

  /// Builds everything over `database`, whose schema is up to date, and starts to listen. The
  /// server owns the database from here on, and closes it.
  ///
  /// @throws IOException when the port is taken
  public static Server start(Settings settings, Database own) throws IOException {
    Operation operation = new Operation(settings);
    Database database = operation.followed(own);
    Parts parts = Parts.over(database, settings);
    Neighbours neighbours = new Neighbours(settings, database);
    Profiles profiles = new Profiles(database);
    SigningKeys keys = parts.signingKeys();
    parts.revocations().addListener(profiles);
    parts.revocations().addListener(keys);
    RevocationFeed feed =
        new RevocationFeed(
            database,
            parts.revocations(),
            settings.tokens().revocationMaxStale(),
            InstantSource.system());
    Live live =
        new Live(
            settings, parts, feed, profiles, new Guarding(settings, parts, neighbours.redis()));
    try {
      neighbours.push(parts.revocations(), feed);
      keys.open();
      Contracts contracts = new Contracts(live, new KeyParts(parts, settings, neighbours));
      Router router = new Router();
      contracts.mount(router, operation::metrics);
      new SigningKeyRoutes(keys).mount(router);
      new HealthRoutes(feed, keys, neighbours.isRedisUp()).mount(router);
      new DocsRoutes().mount(router);
      Pages.over(settings, parts.random()).mount(router);
      live.mailing().mount(router);
      live.guarding().mount(router);
      neighbours.limit(router);
      operation.listen();
      HttpServer http = Listening.start(http(settings).with(operation.tracing()), router);
      Figures figures = ServerFigures.of(live, neighbours, http);
      contracts.declare(figures);
      live.guarding().declare(figures);
      operation.show(new Exposition(figures, http.traffic()));
      live.startJobs(contracts::refreshes);
      contracts.liveContract().startJobs();
      FirstStart.inviteAdmin(settings, parts);
      return new Server(live, contracts.liveContract(), neighbours, operation, http);
    } catch (IOException | RuntimeException e) {
      operation.close();
      neighbours.close();
      live.close();
      throw e;
    }
  }

  public int port() {
    return http.port();
  }

  /// The port of the metrics alone; 0 when there is none.
  public int metricsPort() {
    return operation.metricsPort();
  }

  /// What the description of the API is held against.
  List<Router.Route> routes() {
    return http.routes();
  }

  /// Stops to accept, lets what runs finish, and closes everything.
  @Override
  public void close() {
    live.couriers().stop();
    sockets.close();
    http.close();
    operation.close();
    neighbours.close();
    live.close();
  }

  private static HttpSettings http(Settings settings) {
    Settings.Http http = settings.http();
    URI publicUrl = http.publicUrl();
    return new HttpSettings(
        http.host(),
        http.port(),
        Set.copyOf(http.corsOrigins()),
        http.trustedProxies(),
        "https".equals(publicUrl.getScheme()),
        http.tls(),
        null);
  }
}
