package dev.gatehouse.platform.mail;

import dev.gatehouse.platform.outbox.Delivery;
import dev.gatehouse.platform.outbox.Parcel;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;

/// Gives mails to a mail server (RFC 5321), each over a connection of its own. No single read or
/// write waits for longer than half a minute.
public final class Smtp implements Delivery {
  /// How long a whole conversation may last: a server that says a little now and then ends none.
  public static final Duration LONGEST = Duration.ofMinutes(2);

  private static final String CONNECT_MILLIS = "10000";
  private static final String ANSWER_MILLIS = "30000";

  private final SmtpServer server;
  private final Envelopes envelopes;
  private final Session session;

  /// @param own the name that this server calls itself by: the host of its public address
  public Smtp(SmtpServer server, Sender from, String own, Clock clock) {
    this(server, from, own, clock, null);
  }

  /// @param trusted makes the TLS connections in place of the JVM's own factory
  Smtp(
      SmtpServer server, Sender from, String own, Clock clock, @Nullable SSLSocketFactory trusted) {
    this.server = server;
    Properties properties = properties(server, from, own);
    if (trusted != null) {
      properties.put("mail.smtp.ssl.socketFactory", trusted);
    }
    this.session = Session.getInstance(properties);
    this.envelopes = new Envelopes(session, from, own, clock);
  }

  @Override
  public Result deliver(Parcel parcel) {
    Letter letter = Letter.ofPayload(parcel.payload());
    try (Transport transport = session.getTransport("smtp")) {
      connect(transport);
      transport.sendMessage(
          envelopes.message(letter, parcel.id()),
          new Address[] {new InternetAddress(letter.to(), false)});
      return new Delivered();
    } catch (AuthenticationFailedException e) {
      return new TryAgain("the mail server refuses the user or the password");
    } catch (MessagingException e) {
      return failed(e);
    }
  }

  private void connect(Transport transport) throws MessagingException {
    SmtpServer.Login login = server.login();
    if (login == null) {
      transport.connect(server.host(), server.port(), null, null);
    } else {
      transport.connect(server.host(), server.port(), login.user(), login.password().reveal());
    }
  }

  /// A recipient or a mail that the server refuses for good (5yz) is given up; whatever else went
  /// wrong may be put right. 552 means a full mailbox (RFC 5321 section 4.5.3.1.10).
  private static Result failed(MessagingException failure) {
    for (@Nullable Exception e = failure;
        e instanceof MessagingException messaging;
        e = messaging.getNextException()) {
      if (e instanceof SMTPAddressFailedException refused) {
        return answered("RCPT", refused.getReturnCode());
      }
      if (e instanceof SMTPSendFailedException refused
          && !refused.getCommand().startsWith("MAIL")
          && refused.getReturnCode() >= 500) {
        return answered("DATA", refused.getReturnCode());
      }
    }
    Exception cause = failure.getNextException();
    return new TryAgain(
        cause == null
            ? failure.getClass().getSimpleName()
            : failure.getClass().getSimpleName() + ", " + cause.getClass().getSimpleName());
  }

  private static Result answered(String command, int code) {
    String why = command + " was answered " + code;
    return code >= 500 && code < 600 && code != 552 ? new GiveUp(why) : new TryAgain(why);
  }

  private static Properties properties(SmtpServer server, Sender from, String own) {
    Properties properties = new Properties();
    properties.put("mail.smtp.connectiontimeout", CONNECT_MILLIS);
    properties.put("mail.smtp.timeout", ANSWER_MILLIS);
    properties.put("mail.smtp.writetimeout", ANSWER_MILLIS);
    properties.put("mail.smtp.from", from.address());
    properties.put("mail.smtp.localhost", own);
    properties.put("mail.smtp.auth", String.valueOf(server.login() != null));
    properties.put("mail.smtp.quitwait", "false"); // what was taken is taken, however it says bye
    properties.put("mail.mime.allowutf8", "true");
    properties.put("mail.smtp.ssl.checkserveridentity", "true");
    properties.put("mail.smtp.ssl.protocols", "TLSv1.3 TLSv1.2");
    SmtpServer.Security security = server.security();
    properties.put("mail.smtp.ssl.enable", is(security == SmtpServer.Security.TLS));
    properties.put(
        "mail.smtp.starttls.enable",
        is(
            security == SmtpServer.Security.STARTTLS
                || security == SmtpServer.Security.STARTTLS_IF_OFFERED));
    properties.put("mail.smtp.starttls.required", is(security == SmtpServer.Security.STARTTLS));
    return properties;
  }

  private static String is(boolean fact) {
    return String.valueOf(fact);
  }
}
