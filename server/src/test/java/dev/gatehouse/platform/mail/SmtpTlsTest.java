package dev.gatehouse.platform.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.gatehouse.platform.crypto.Secret;
import dev.gatehouse.platform.mail.SmtpServer.Security;
import dev.gatehouse.platform.outbox.Delivery;
import dev.gatehouse.platform.outbox.Parcel;
import dev.gatehouse.testing.Certificates;
import dev.gatehouse.testing.TlsFront;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Mails over TLS, from the first byte or after STARTTLS: to the server that the certificate names,
/// and to nobody else.
@SuppressWarnings("NullAway.Init") // set before the tests
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SmtpTlsTest {
  private static final Letter LETTER = new Letter("ada@example.com", "Hello", "Text", "<p>H</p>");
  private static final String NAMED = "127.0.0.1";
  private static final String NOT_NAMED = "127.0.0.2";

  private GreenMail mail;
  private Certificates.Identity right;
  private Certificates.Identity other;

  @BeforeAll
  void start() throws Exception {
    right = Certificates.localhost();
    other = Certificates.localhost();
    mail = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
    mail.setUser("ada", "right");
    mail.start();
  }

  @AfterAll
  void stop() {
    mail.stop();
  }

  @Test
  void a_mail_arrives_over_tls_from_the_first_byte() throws Exception {
    int before = mail.getReceivedMessages().length;
    try (TlsFront front = front(NAMED, false)) {
      assertThat(deliver(NAMED, front, Security.TLS, right)).isInstanceOf(Delivery.Delivered.class);
    }
    assertThat(mail.getReceivedMessages()).hasSize(before + 1);
  }

  @Test
  void a_mail_arrives_after_starttls_and_no_name_nor_password_goes_before_it() throws Exception {
    for (Security asked : new Security[] {Security.STARTTLS, Security.STARTTLS_IF_OFFERED}) {
      int before = mail.getReceivedMessages().length;
      try (TlsFront front = front(NAMED, true)) {
        assertThat(deliver(NAMED, front, asked, right)).isInstanceOf(Delivery.Delivered.class);
        assertThat(front.inClear()).containsExactly("EHLO auth.example.com", "STARTTLS");
      }
      assertThat(mail.getReceivedMessages()).hasSize(before + 1);
    }
  }

  @Test
  void nothing_is_sent_to_a_certificate_that_nobody_vouches_for() throws Exception {
    int before = mail.getReceivedMessages().length;
    try (TlsFront tls = front(NAMED, false);
        TlsFront startTls = front(NAMED, true)) {
      for (Certificates.@Nullable Identity trusted :
          new Certificates.@Nullable Identity[] {other, null}) {
        refused(deliver(NAMED, tls, Security.TLS, trusted));
        refused(deliver(NAMED, startTls, Security.STARTTLS, trusted));
        refused(deliver(NAMED, startTls, Security.STARTTLS_IF_OFFERED, trusted));
      }
    }
    assertThat(mail.getReceivedMessages()).hasSize(before);
  }

  @Test
  void nothing_is_sent_to_a_certificate_of_another_name() throws Exception {
    int before = mail.getReceivedMessages().length;
    try (TlsFront tls = front(NOT_NAMED, false);
        TlsFront startTls = front(NOT_NAMED, true)) {
      refused(deliver(NOT_NAMED, tls, Security.TLS, right));
      refused(deliver(NOT_NAMED, startTls, Security.STARTTLS, right));
    }
    assertThat(mail.getReceivedMessages()).hasSize(before);
  }

  @Test
  void nothing_is_sent_where_the_kind_of_tls_that_is_asked_for_is_not_spoken() throws Exception {
    int before = mail.getReceivedMessages().length;
    int plain = mail.getSmtp().getPort();
    refused(deliver(new SmtpServer(NAMED, plain, Security.TLS, login()), right));
    refused(deliver(new SmtpServer(NAMED, plain, Security.STARTTLS, login()), right));
    refused(deliver(new SmtpServer(NAMED, plain, Security.STARTTLS, null), right));
    assertThat(mail.getReceivedMessages()).hasSize(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"EHLO", "AUTH", "MAIL FROM", "RCPT TO", "DATA", "Subject:", "<p>H</p>"})
  void a_conversation_that_is_cut_off_under_tls_is_tried_again_and_nothing_of_it_arrived(String at)
      throws Exception {
    int before = mail.getReceivedMessages().length;
    try (TlsFront tls = front(NAMED, false);
        TlsFront startTls = front(NAMED, true)) {
      tls.cutAt(at, false);
      startTls.cutAt(at, false);
      refused(deliver(NAMED, tls, Security.TLS, right));
      refused(deliver(NAMED, startTls, Security.STARTTLS, right));
    }
    assertThat(mail.getReceivedMessages()).hasSize(before);
  }

  @Test
  void a_mail_whose_receipt_was_cut_off_is_tried_again_under_the_same_name() throws Exception {
    UUID id = UUID.randomUUID();
    int before = mail.getReceivedMessages().length;
    try (TlsFront front = front(NAMED, false)) {
      front.cutAt("\r\n.\r\n", true);
      SmtpServer server = new SmtpServer(NAMED, front.port(), Security.TLS, login());
      refused(deliver(server, right, id));
      assertThat(mail.waitForIncomingEmail(10_000, before + 1)).isTrue();
    }
    try (TlsFront front = front(NAMED, false)) {
      SmtpServer server = new SmtpServer(NAMED, front.port(), Security.TLS, login());
      assertThat(deliver(server, right, id)).isInstanceOf(Delivery.Delivered.class);
    }
    List<String> names = new ArrayList<>();
    for (int i = before; i < before + 2; i++) {
      names.add(mail.getReceivedMessages()[i].getMessageID());
    }
    assertThat(names).containsOnly("<" + id + "@auth.example.com>");
  }

  private TlsFront front(String address, boolean startTls) throws Exception {
    return new TlsFront(right.showing(), address, startTls, mail.getSmtp().getPort());
  }

  /// For now, and what the log says of it is nobody's secret.
  private static void refused(Delivery.Result result) {
    assertThat(result).isInstanceOf(Delivery.TryAgain.class);
    assertThat(result.toString()).doesNotContain("right", "ada", "Hello");
  }

  /// @param trusted null for those that the JVM trusts
  private static Delivery.Result deliver(
      String host, TlsFront front, Security security, Certificates.@Nullable Identity trusted)
      throws Exception {
    return deliver(new SmtpServer(host, front.port(), security, login()), trusted);
  }

  private static Delivery.Result deliver(SmtpServer server, Certificates.@Nullable Identity trusted)
      throws Exception {
    return deliver(server, trusted, UUID.randomUUID());
  }

  private static Delivery.Result deliver(
      SmtpServer server, Certificates.@Nullable Identity trusted, UUID id) throws Exception {
    Sender from = new Sender("Acme", "auth@example.com");
    var factory = trusted == null ? null : trusted.trusting().getSocketFactory();
    return new Smtp(server, from, "auth.example.com", Clock.systemUTC(), factory)
        .deliver(new Parcel(id, LETTER.toPayload(), 1, false));
  }

  private static SmtpServer.Login login() {
    return new SmtpServer.Login("ada", new Secret("right"));
  }
}
