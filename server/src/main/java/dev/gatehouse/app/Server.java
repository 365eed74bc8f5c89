package dev.gatehouse.app;

import dev.gatehouse.contracts.Gate;
import dev.gatehouse.contracts.PasswordRules;
import dev.gatehouse.contracts.server.DocsRoutes;
import dev.gatehouse.contracts.server.HealthRoutes;
import dev.gatehouse.contracts.v1.V1Routes;
import dev.gatehouse.flows.signin.Decoys;
import dev.gatehouse.flows.signin.PasswordProof;
import dev.gatehouse.flows.signin.Refresh;
import dev.gatehouse.flows.signin.SessionStarter;
import dev.gatehouse.flows.signin.SignIn;
import dev.gatehouse.flows.signin.SignOut;
import dev.gatehouse.identity.accounts.AccountCache;
import dev.gatehouse.identity.passwords.PasswordPolicy;
import dev.gatehouse.identity.revocations.RevocationFeed;
import dev.gatehouse.identity.tokens.AccessTokens;
import dev.gatehouse.identity.tokens.Credentials;
import dev.gatehouse.identity.tokens.SigningKeyRoutes;
import dev.gatehouse.identity.tokens.SigningKeys;
import dev.gatehouse.platform.http.HttpServer;
import dev.gatehouse.platform.http.HttpSettings;
import dev.gatehouse.platform.http.Router;
import dev.gatehouse.platform.storage.Database;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/// The whole server, built by hand from top to bottom. Read this first.
public final class Server implements AutoCloseable {
  private final Parts parts;
  private final RevocationFeed feed;
  private final Neighbours neighbours;
  private final HttpServer http;

  private Server(Parts parts, RevocationFeed feed, Neighbours neighbours, HttpServer http) {
    this.parts = parts;
    this.feed = feed;
    this.neighbours = neighbours;
    this.http = http;
  }

  /// Builds everything over `database`, whose schema is up to date, and starts to listen. The
  /// server owns the database from here on, and closes it.
  ///
  /// @throws IOException when the port is taken
  public static Server start(Settings settings, Database database) throws IOException {
    Parts parts = Parts.over(database, settings);
    Neighbours neighbours = new Neighbours(settings, database);
    AccountCache accounts = new AccountCache(database, parts.accounts());
    SigningKeys keys = parts.signingKeys();
    parts.revocations().addListener(accounts);
    parts.revocations().addListener(keys);
    RevocationFeed feed =
        new RevocationFeed(
            database,
            parts.revocations(),
            settings.tokens().revocationMaxStale(),
            InstantSource.system());
    try {
      keys.open();
      Router router = routes(settings, parts, feed, accounts);
      neighbours.limit(router);
      HttpServer http = Listening.start(http(settings), router);
      return new Server(parts, feed, neighbours, http);
    } catch (IOException | RuntimeException e) {
      feed.close();
      neighbours.close();
      parts.close();
      throw e;
    }
  }

  public int port() {
    return http.port();
  }

  /// What the description of the API is held against.
  List<Router.Route> routes() {
    return http.routes();
  }

  /// Stops to accept, lets what runs finish, and closes everything.
  @Override
  public void close() {
    http.close();
    feed.close();
    neighbours.close();
    parts.close();
  }

  private static Router routes(
      Settings settings, Parts parts, RevocationFeed feed, AccountCache accounts) {
    Database database = parts.database();
    Clock clock = database.clock();
    AccessTokens accessTokens =
        new AccessTokens(parts.signingKeys(), Wiring.accessRules(settings), parts.random(), clock);
    Credentials credentials =
        new Credentials(accessTokens, parts.revocations(), feed, accounts, clock);
    SessionStarter starter =
        new SessionStarter(
            parts.sessions(), parts.refreshTokens(), parts.roles(), parts.audit(), clock);
    Decoys decoys = new Decoys(database, parts.accounts(), parts.keyring().deriveCurrent("decoys"));
    PasswordProof proof = new PasswordProof(database, parts.accounts(), parts.passwords(), decoys);
    Refresh.Parts refreshed =
        new Refresh.Parts(parts.accounts(), parts.roles(), parts.sessions(), parts.audit());
    V1Routes v1 =
        new V1Routes(
            new Gate(credentials, database, parts.accounts()),
            new PasswordRules(
                Wiring.policy(settings, PasswordPolicy.CLASSES), Wiring.algorithm(settings)),
            parts.signUp(),
            new SignIn(
                database,
                proof,
                starter,
                accessTokens,
                new SignIn.Parts(parts.accounts(), parts.audit())),
            new Refresh(
                database, parts.revocations(), parts.refreshTokens(), accessTokens, refreshed),
            new SignOut(
                database,
                parts.revocations(),
                accessTokens,
                parts.refreshTokens(),
                parts.sessions(),
                parts.audit()));
    Router router = new Router();
    v1.mount(router);
    new SigningKeyRoutes(parts.signingKeys()).mount(router);
    new HealthRoutes(feed).mount(router);
    new DocsRoutes().mount(router);
    return router;
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
        http.tls());
  }
}
