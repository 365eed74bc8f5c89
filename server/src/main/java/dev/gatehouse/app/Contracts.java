package dev.gatehouse.app;

import dev.gatehouse.contracts.Csrf;
import dev.gatehouse.contracts.Gate;
import dev.gatehouse.contracts.Journeys;
import dev.gatehouse.contracts.PasswordRules;
import dev.gatehouse.contracts.PermissionDoor;
import dev.gatehouse.contracts.auth.AuthContract;
import dev.gatehouse.contracts.server.MetricsRoutes;
import dev.gatehouse.contracts.v1.V1Routes;
import dev.gatehouse.flows.signin.Decoys;
import dev.gatehouse.flows.signin.OwnSessions;
import dev.gatehouse.flows.signin.PasswordProof;
import dev.gatehouse.flows.signin.Refresh;
import dev.gatehouse.flows.signin.Renewal;
import dev.gatehouse.flows.signin.SessionStarter;
import dev.gatehouse.flows.signin.SignIn;
import dev.gatehouse.flows.signin.SignOut;
import dev.gatehouse.identity.passwords.PasswordPolicy;
import dev.gatehouse.identity.tokens.AccessTokens;
import dev.gatehouse.identity.tokens.Credentials;
import dev.gatehouse.platform.http.Handler;
import dev.gatehouse.platform.http.Router;
import dev.gatehouse.platform.metrics.Figures;
import dev.gatehouse.platform.storage.Database;
import java.time.Clock;

/// Builds the dialects of the old backends: the journeys, and the routes that begin them.
final class Contracts {
  private final Live live;
  private final Parts parts;
  private final Settings settings;
  private final AccessTokens accessTokens;
  private final PasswordProof passwordProof;
  private final PasskeyWiring passkeys;
  private final EmailWiring email;
  private final Journeys journeys;
  private final Credentials credentials;
  private final LiveContract liveContract;
  private final KeyParts keys;

  Contracts(Live live, KeyParts keys) {
    this.live = live;
    this.keys = keys;
    this.parts = live.parts();
    this.settings = live.settings();
    Clock clock = parts.database().clock();
    this.accessTokens =
        new AccessTokens(parts.signingKeys(), Wiring.accessRules(settings), parts.random(), clock);
    this.passwordProof = passwordProof(live);
    this.passkeys = new PasskeyWiring(live);
    this.email = new EmailWiring(live);
    this.journeys = makeJourneys();
    this.credentials = makeCredentials();
    this.liveContract = new LiveContract(live, credentials);
  }

  /// How often people sign in and refresh, and what comes of it.
  void declare(Figures figures) {
    journeys.signIn().declare(figures);
    journeys.refresh().declare(figures);
    liveContract.declare(figures);
  }

  /// How often tokens were exchanged for new ones since the start.
  long refreshes() {
    return journeys.refresh().exchanged();
  }

  /// The WebSockets, which go on without a request.
  LiveContract liveContract() {
    return liveContract;
  }

  /// @param metrics answers whoever may see them
  void mount(Router router, Handler metrics) {
    Gate gate = gate();
    Csrf csrf =
        new Csrf(
            Wiring.csrf(settings), parts.keyring().deriveCurrent("csrf token"), parts.random());
    new V1Routes(gate, passwords(PasswordPolicy.CLASSES), journeys, csrf).mount(router);
    AuthContract auth =
        new AuthContract(
            gate, passwords(PasswordPolicy.LENGTH), journeys, csrf, Wiring.choices(settings));
    auth.mount(
        router,
        new AuthContract.Own(ownSessions(), keys.own(), ProfileParts.over(live, passwordProof)),
        live.cleaner(),
        bearer -> bearer.powers(live.permissions()));
    auth.mount(router, email.calls(passwordProof));
    auth.mount(router, passkeys.calls(journeys.starter()));
    auth.mount(router, liveContract.tickets());
    liveContract.mount(router);
    PermissionDoor door = AdminContract.door(live, gate);
    AdminContract.over(live, door, passwords(PasswordPolicy.LENGTH)).mount(router);
    new MetricsRoutes(door, metrics).mount(router);
  }

  private Gate gate() {
    return new Gate(
        credentials, keys.limit(), parts.database(), parts.accounts(), parts.sessions());
  }

  private Credentials makeCredentials() {
    return new Credentials(
        parts.database(),
        accessTokens,
        parts.revocations(),
        live.feed(),
        live.profiles(),
        live.ledgers(),
        live.guarding().guard(),
        Proofs.policy(settings));
  }

  private Journeys makeJourneys() {
    Database database = parts.database();
    Proofs proofs = new Proofs(parts, settings, live.guarding());
    SessionStarter starter =
        new SessionStarter(
            new SessionStarter.Parts(
                parts.accounts(),
                parts.sessions(),
                parts.roles(),
                parts.audit(),
                live.guarding().knownDevices(),
                settings.contracts().registration().verifiedFirst()),
            proofs.halfWay(),
            parts.refreshTokens(),
            accessTokens,
            database.clock());
    PasswordProof proof = passwordProof;
    Renewal renewal = proofs.renewal(starter);
    return new Journeys(
        email.newcomers(),
        new SignIn(
            parts.revocations(), proof, starter, email.verification()::resend, parts.audit()),
        starter,
        renewal,
        new Refresh(
            database,
            parts.revocations(),
            parts.refreshTokens(),
            accessTokens,
            new Refresh.Parts(
                live.profiles(),
                parts.sessions(),
                Proofs.policy(settings),
                parts.audit(),
                parts.notices())),
        signOut(),
        proofs.secondFactor(starter),
        proofs.own(proof, passkeys.stepUp(renewal), renewal),
        email.passwordReset());
  }

  private static PasswordProof passwordProof(Live live) {
    Parts parts = live.parts();
    Database database = parts.database();
    Decoys decoys = new Decoys(database, parts.accounts(), parts.keyring().deriveCurrent("decoys"));
    return new PasswordProof(
        database,
        parts.accounts(),
        parts.passwords(),
        decoys,
        new PasswordProof.Door(
            live.guarding().guard(), live.settings().contracts().registration().verifiedFirst()));
  }

  private SignOut signOut() {
    return new SignOut(
        parts.database(),
        parts.revocations(),
        accessTokens,
        parts.refreshTokens(),
        parts.sessions(),
        parts.audit());
  }

  private OwnSessions ownSessions() {
    return new OwnSessions(
        parts.database(), parts.revocations(), parts.accounts(), parts.sessions(), parts.audit());
  }

  private PasswordRules passwords(PasswordPolicy byPath) {
    return new PasswordRules(
        Wiring.policy(settings, byPath), Wiring.algorithm(settings), live.guarding().leaked());
  }
}
