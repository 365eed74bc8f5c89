package dev.gatehouse.app;

import dev.gatehouse.contracts.server.MailboxRoutes;
import dev.gatehouse.flows.recovery.ForgottenPassword;
import dev.gatehouse.flows.signup.ConcealedSignUp;
import dev.gatehouse.identity.accounts.AccountChanges;
import dev.gatehouse.identity.notices.Notices;
import dev.gatehouse.identity.notices.VerificationMails;
import dev.gatehouse.platform.http.Router;
import dev.gatehouse.platform.mail.Letter;
import dev.gatehouse.platform.mail.Mailbox;
import dev.gatehouse.platform.mail.Sender;
import dev.gatehouse.platform.mail.Smtp;
import dev.gatehouse.platform.mail.SmtpServer;
import dev.gatehouse.platform.outbox.Courier;
import dev.gatehouse.platform.outbox.Couriers;
import dev.gatehouse.platform.outbox.Delivery;
import dev.gatehouse.platform.outbox.Limited;
import dev.gatehouse.platform.outbox.Outbox;
import java.io.Console;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Where mails go: to the mail server, or, in development, to a mailbox in memory.
final class Mailing {
  private static final int AT_ONCE = 4;

  private final @Nullable Mailbox mailbox;
  private final ForgottenPassword forgotten;
  private final @Nullable ConcealedSignUp concealed;
  private final Couriers couriers;

  /// @param couriers to whom its own are added
  Mailing(Settings settings, Parts parts, Couriers couriers) {
    this.couriers = couriers;
    Settings.Mail mail = settings.mail();
    Clock clock = parts.database().clock();
    SmtpServer server = mail.server();
    mailbox = server == null && mail.kept() ? new Mailbox(clock, terminal()) : null;
    Delivery delivery =
        server == null
            ? mailbox
            : new Limited(
                new Smtp(
                    server,
                    sender(mail),
                    Objects.requireNonNull(settings.http().publicUrl().getHost()),
                    clock),
                Smtp.LONGEST);
    forgotten =
        new ForgottenPassword(
            parts.database(),
            parts.outbox(),
            parts.oneTimeTokens(),
            parts.notices(),
            new ForgottenPassword.Parts(parts.accounts(), new AccountChanges(), parts.audit()));
    concealed = settings.contracts().registration().conceals() ? concealedSignUp(parts) : null;
    if (delivery != null) {
      deliver(parts, Letter.KIND, delivery);
    }
    deliver(parts, ForgottenPassword.KIND, forgotten);
    if (concealed != null) {
      deliver(parts, ConcealedSignUp.KIND, concealed);
    }
  }

  static VerificationMails verification(Parts parts) {
    return new VerificationMails(parts.oneTimeTokens(), parts.notices());
  }

  ForgottenPassword forgotten() {
    return forgotten;
  }

  /// Null where a registration may tell that there is an account.
  @Nullable ConcealedSignUp concealed() {
    return concealed;
  }

  private static ConcealedSignUp concealedSignUp(Parts parts) {
    return new ConcealedSignUp(
        parts.database(),
        parts.outbox(),
        parts.passwords(),
        parts.signUp(),
        new ConcealedSignUp.Parts(
            parts.revocations(),
            parts.accounts(),
            new AccountChanges(),
            parts.oneTimeTokens(),
            parts.notices(),
            parts.audit()));
  }

  private void deliver(Parts parts, String kind, Delivery delivery) {
    couriers.add(new Courier(parts.database(), parts.outbox(), kind, delivery, AT_ONCE));
  }

  static Notices notices(Settings settings, Outbox outbox) {
    Settings.Mail mail = settings.mail();
    return new Notices(
        outbox,
        mail.templates(),
        new Notices.Rules(mail.isSent(), settings.http().publicUrl(), mail.brand()));
  }

  /// An address without a name goes by that of the service.
  private static Sender sender(Settings.Mail mail) {
    Sender from = Objects.requireNonNull(mail.from());
    return from.name() == null ? new Sender(mail.brand(), from.address()) : from;
  }

  void mount(Router router) {
    if (mailbox != null) {
      new MailboxRoutes(mailbox).mount(router);
    }
  }

  @SuppressWarnings("SystemConsoleNull") // JDK 25 gives null again where there is no terminal
  private static @Nullable PrintStream terminal() {
    Console console = System.console();
    return console != null && console.isTerminal() ? System.out : null;
  }
}
