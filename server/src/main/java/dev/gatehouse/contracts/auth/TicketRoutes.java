package dev.gatehouse.contracts.auth;

import dev.gatehouse.contracts.Gate;
import dev.gatehouse.flows.live.Tickets;
import dev.gatehouse.platform.http.Request;
import dev.gatehouse.platform.http.Response;
import dev.gatehouse.platform.http.Router;

/// `/api/auth`: a ticket for a WebSocket.
final class TicketRoutes {
  private final Dialect dialect;
  private final Gate gate;
  private final Tickets tickets;

  TicketRoutes(Dialect dialect, Gate gate, Tickets tickets) {
    this.dialect = dialect;
    this.gate = gate;
    this.tickets = tickets;
  }

  void mount(Router router) {
    router.post(AuthRoutes.PREFIX + "/ws/ticket", this::issue);
  }

  private Response issue(Request request) {
    request.optionalFields().ifPresent(Gate::require);
    gate.caller(request, dialect.refusal());
    return request
        .bearer()
        .flatMap(tickets::issue)
        .map(ticket -> dialect.done(new Ticket(ticket, Tickets.lifetimeSeconds()), "OK"))
        .orElseGet(() -> Response.problem(403, "A ticket is given to sessions only"));
  }

  record Ticket(String ticket, long expiresIn) {
    @Override
    public String toString() {
      return "Ticket[redacted]";
    }
  }
}
