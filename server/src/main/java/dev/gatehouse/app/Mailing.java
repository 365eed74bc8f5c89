package dev.gatehouse.app;

import dev.gatehouse.contracts.server.MailboxRoutes;
import dev.gatehouse.identity.notices.MailTemplates;
import dev.gatehouse.identity.notices.Notices;
import dev.gatehouse.platform.http.Router;
import dev.gatehouse.platform.mail.Letter;
import dev.gatehouse.platform.mail.Mailbox;
import dev.gatehouse.platform.metrics.Figures;
import dev.gatehouse.platform.outbox.Courier;
import dev.gatehouse.platform.outbox.Outbox;
import java.io.Console;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/// Where mails go: in development, where there is no mail server, to a mailbox in memory.
final class Mailing implements AutoCloseable {
  private static final int AT_ONCE = 4;

  private final @Nullable Mailbox mailbox;
  private final @Nullable Courier courier;

  Mailing(Settings settings, Parts parts) {
    mailbox =
        settings.environment().isProduction()
            ? null
            : new Mailbox(parts.database().clock(), terminal());
    courier =
        mailbox == null
            ? null
            : new Courier(parts.database(), parts.outbox(), Letter.KIND, mailbox, AT_ONCE);
  }

  static Notices notices(Settings settings, Outbox outbox) {
    return new Notices(
        outbox,
        MailTemplates.load(null),
        new Notices.Rules(
            !settings.environment().isProduction(), settings.http().publicUrl(), "Gatehouse"));
  }

  void start() {
    if (courier != null) {
      courier.start();
    }
  }

  void mount(Router router) {
    if (mailbox != null) {
      new MailboxRoutes(mailbox).mount(router);
    }
  }

  void declare(Figures figures) {
    if (courier != null) {
      courier.declare(figures);
    }
  }

  @Override
  public void close() {
    if (courier != null) {
      courier.close();
    }
  }

  private static @Nullable PrintStream terminal() {
    Console console = System.console();
    return console != null && console.isTerminal() ? System.out : null;
  }
}
