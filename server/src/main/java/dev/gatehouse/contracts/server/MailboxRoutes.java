package dev.gatehouse.contracts.server;

import dev.gatehouse.platform.http.Request;
import dev.gatehouse.platform.http.Response;
import dev.gatehouse.platform.http.Router;
import dev.gatehouse.platform.mail.Mailbox;
import java.time.Instant;
import java.util.List;

/// `/dev/mailbox`: the last mails of a server that has no mail server to give them to, for a
/// developer at the same machine.
public final class MailboxRoutes {
  private final Mailbox mailbox;

  public MailboxRoutes(Mailbox mailbox) {
    this.mailbox = mailbox;
  }

  public void mount(Router router) {
    router.get("/dev/mailbox", this::list);
  }

  /// 404 to everybody else: that there is a mailbox is nobody's business.
  private Response list(Request request) {
    if (!request.isFromThisMachine()) {
      return Response.problem(404, "There is nothing at this path");
    }
    List<Item> items = mailbox.newest().stream().map(Item::of).toList();
    return Response.ok(items).secret();
  }

  record Item(String id, Instant at, String to, String subject, String text, String html) {
    static Item of(Mailbox.Received received) {
      return new Item(
          received.id().toString(),
          received.at(),
          received.letter().to(),
          received.letter().subject(),
          received.letter().text(),
          received.letter().html());
    }

    @Override
    public String toString() {
      return "Item[redacted]";
    }
  }
}
