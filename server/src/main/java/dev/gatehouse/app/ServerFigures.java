package dev.gatehouse.app;

import dev.gatehouse.identity.passwords.HashPool;
import dev.gatehouse.identity.revocations.RevocationFeed;
import dev.gatehouse.platform.http.HttpServer;
import dev.gatehouse.platform.metrics.Figures;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/// Every figure of the server but those of its routes, declared: what is counted is counted by the
/// parts themselves.
final class ServerFigures {
  private ServerFigures() {}

  static Figures of(Live live, Neighbours neighbours, HttpServer http) {
    Parts parts = live.parts();
    RevocationFeed feed = live.feed();
    Figures figures = new Figures();
    figures.gauge(
        "http_requests_running", "Requests without an answer yet.", http.traffic()::running);
    hashing(figures, parts.hashPool());
    figures
        .gauge(
            "revocation_feed_age_seconds",
            "Time since the database last told what has ended; beyond REVOCATION_MAX_STALE no"
                + " credential is answered.",
            () -> seconds(feed.age()))
        .gauge(
            "revocation_feed_position",
            "The newest ending that this node knows; nodes that differ lag behind.",
            feed::position);
    parts.database().declare(figures);
    live.couriers().declare(figures);
    neighbours.declare(figures);
    collectors(figures);
    http.certificateExpires()
        .ifPresent(_ ->
            figures.gauge(
                "tls_certificate_expires_timestamp_seconds",
                "When the TLS certificate in use expires, in seconds since 1970.",
                () -> http.certificateExpires().orElseThrow().getEpochSecond()));
    return figures;
  }

  private static void hashing(Figures figures, HashPool pool) {
    figures
        .gauge("hash_waiting", "Passwords that wait to be hashed.", () -> pool.load().waiting())
        .gauge("hash_running", "Passwords that are hashed now.", () -> pool.load().running())
        .counter("hash_finished", "Passwords that were hashed.", () -> pool.load().finished())
        .counter(
            "hash_refused",
            "Passwords refused with 503 because too many waited.",
            () -> pool.load().refused())
        .seconds(
            "hash_waited_seconds",
            "Time that hashed passwords had to wait, added up.",
            () -> seconds(pool.load().waited()));
  }

  /// From the start of the process, which Micrometer's own figures of pauses are not.
  private static void collectors(Figures figures) {
    for (GarbageCollectorMXBean gc : ManagementFactory.getGarbageCollectorMXBeans()) {
      figures
          .counter(
              "gc_collections", "Garbage collections.", gc::getCollectionCount, "gc", gc.getName())
          .seconds(
              "gc_seconds",
              "Time that garbage collection took.",
              () -> gc.getCollectionTime() / 1000.0,
              "gc",
              gc.getName());
    }
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
