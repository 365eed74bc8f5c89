package dev.gatehouse.app;

import dev.gatehouse.contracts.live.LiveRoutes;
import dev.gatehouse.flows.live.Handshake;
import dev.gatehouse.flows.live.LiveEvents;
import dev.gatehouse.flows.live.LiveNews;
import dev.gatehouse.flows.live.LiveSockets;
import dev.gatehouse.flows.live.LiveTime;
import dev.gatehouse.flows.live.Tickets;
import dev.gatehouse.identity.audit.AuditLog;
import dev.gatehouse.identity.sessions.SessionHistory;
import dev.gatehouse.identity.tokens.Credentials;
import dev.gatehouse.identity.tokens.Standings;
import dev.gatehouse.platform.http.Router;
import dev.gatehouse.platform.metrics.Figures;
import dev.gatehouse.platform.threads.Jobs;
import java.time.Clock;
import java.time.Duration;

/// Builds the WebSockets, and keeps them told.
final class LiveContract implements AutoCloseable {
  private static final Duration NEWS_EVERY = Duration.ofMillis(200);
  private static final Duration EVENTS_EVERY = Duration.ofSeconds(1);
  private static final Duration TIME_EVERY = Duration.ofSeconds(1);

  private final LiveSockets sockets;
  private final Tickets tickets;
  private final LiveNews news;
  private final LiveEvents events;
  private final LiveTime time;
  private final LiveRoutes routes;
  private final Jobs jobs = new Jobs();

  LiveContract(Live live, Credentials credentials) {
    Parts parts = live.parts();
    Clock clock = parts.database().clock();
    Standings standings = new Standings(clock);
    this.sockets = new LiveSockets(clock);
    this.tickets = new Tickets(parts.database(), credentials, parts.oneTimeTokens(), standings);
    this.news =
        new LiveNews(
            parts.database(),
            sockets,
            new LiveNews.Parts(standings, new SessionHistory(), live.profiles(), new AuditLog()),
            parts.random());
    this.events = new LiveEvents(parts.database(), sockets);
    this.time = new LiveTime(sockets, live.feed(), parts.random(), clock);
    this.routes =
        new LiveRoutes(
            new Handshake(credentials, tickets, live.profiles(), sockets, news),
            Wiring.origins(live.settings()));
    parts.revocations().addListener(news);
  }

  Tickets tickets() {
    return tickets;
  }

  void mount(Router router) {
    routes.mount(router);
  }

  void declare(Figures figures) {
    figures.gauge("websockets", "WebSockets that are open.", sockets::count);
  }

  void startJobs() {
    jobs.every(NEWS_EVERY, "live-news", news::tell);
    jobs.every(EVENTS_EVERY, "live-events", events::look);
    jobs.every(TIME_EVERY, "live-time", time::pass);
  }

  /// Before the server stops to listen: whoever is connected is told that it goes.
  @Override
  public void close() {
    sockets.close();
    jobs.close();
  }
}
