package dev.gatehouse.contracts.live;

import dev.gatehouse.contracts.Gate;
import dev.gatehouse.flows.live.Connection;
import dev.gatehouse.flows.live.Handshake;
import dev.gatehouse.identity.refusals.RefusedCredential;
import dev.gatehouse.platform.http.Problem;
import dev.gatehouse.platform.http.Request;
import dev.gatehouse.platform.http.Response;
import dev.gatehouse.platform.http.Router;
import dev.gatehouse.platform.http.Upgrade;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// `/ws`: one credential, in one of three places, from an origin that may; cookies count for
/// nothing.
public final class LiveRoutes {
  private static final String PROTOCOLS = "Sec-WebSocket-Protocol";
  private static final String BEARER = "bearer";
  private static final String REFUSAL = "Invalid credentials";
  private static final String FULL_RETRY_SECONDS = "30";
  private static final int UNHEARD_RETRY_SECONDS = 2;

  private final Handshake handshake;
  private final Set<String> origins;

  /// @param origins of the pages that may open sockets
  public LiveRoutes(Handshake handshake, Set<String> origins) {
    this.handshake = handshake;
    this.origins = origins;
  }

  public void mount(Router router) {
    router.get("/ws", this::open);
  }

  private Response open(Request request) {
    checkOrigin(request);
    if (!request.asksForSocket()) {
      return Response.problem(426, "This path speaks WebSocket, version 13")
          .with("Upgrade", "websocket")
          .with("Connection", "Upgrade")
          .with("Sec-WebSocket-Version", "13");
    }
    Optional<String> header = request.bearer();
    Optional<String> ticket = request.query("ticket");
    Optional<String> protocol = bearerOf(request.headers(PROTOCOLS));
    if (Stream.of(header, ticket, protocol).filter(Optional::isPresent).count() > 1) {
      throw new Problem.Found(Problem.of(400, "More than one credential was sent"));
    }
    if (ticket.isPresent()) {
      return answer(request, handshake.byTicket(ticket.get()), null);
    }
    Optional<String> bearer = header.or(() -> protocol);
    if (bearer.isEmpty()) {
      throw new Problem.Found(Problem.unauthorized(REFUSAL, false));
    }
    return answer(
        request,
        handshake.byBearer(bearer.get(), Gate.client(request)),
        protocol.isPresent() ? BEARER : null);
  }

  private static Response answer(
      Request request, Handshake.Outcome outcome, @Nullable String protocol) {
    return switch (outcome) {
      case Handshake.Outcome.Admitted(Connection connection) ->
          Response.upgrade(new Upgrade(protocol, connection));
      case Handshake.Outcome.Refused(RefusedCredential.Reason reason) -> {
        if (reason != null) {
          request.refusedFor(reason.code());
        }
        yield Response.problem(Problem.unauthorized(REFUSAL, true));
      }
      case Handshake.Outcome.Delayed(Duration retryAfter) ->
          Response.problem(Gate.delayed(retryAfter));
      case Handshake.Outcome.NotForKeys _ ->
          Response.problem(Problem.insufficientScope("An API key can't do this", null));
      case Handshake.Outcome.Full _ ->
          Response.problem(
              Problem.of(
                  429, "Too many WebSockets are open", Map.of("Retry-After", FULL_RETRY_SECONDS)));
      case Handshake.Outcome.Unknown _ ->
          Response.problem(
              Problem.unavailable("The database is not available", UNHEARD_RETRY_SECONDS));
    };
  }

  /// A browser always says which page opens a socket, and programs do not.
  private void checkOrigin(Request request) {
    List<String> sent = request.headers("Origin");
    if (!sent.isEmpty() && (sent.size() > 1 || !origins.contains(sent.getFirst()))) {
      throw new Problem.Found(Problem.of(403, "Origin not allowed"));
    }
  }

  /// The token in `bearer, <token>`; empty when the protocols are others, which nobody speaks here.
  private static Optional<String> bearerOf(List<String> lines) {
    List<String> protocols =
        lines.stream().flatMap(line -> Stream.of(line.split(",", -1))).map(String::strip).toList();
    if (!protocols.contains(BEARER)) {
      return Optional.empty();
    }
    if (protocols.size() != 2 || !protocols.getFirst().equals(BEARER)) {
      throw new Problem.Found(
          Problem.of(400, "Sec-WebSocket-Protocol must be bearer and one token"));
    }
    return Optional.of(protocols.getLast());
  }
}
