package dev.gatehouse.platform.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.gatehouse.platform.crypto.Secret;
import dev.gatehouse.platform.mail.SmtpServer.Security;
import dev.gatehouse.platform.outbox.Delivery;
import dev.gatehouse.platform.outbox.Limited;
import dev.gatehouse.platform.outbox.Parcel;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SmtpTest {
  private static final Sender FROM = new Sender("Acme \u00e9", "auth@example.com");
  private static final Letter LETTER =
      new Letter("ada@example.com", "Gr\u00fc\u00dfe", "Text \u2192 link", "<p>HTML \u2192</p>");

  private @Nullable GreenMail green;

  @AfterEach
  void stop() {
    if (green != null) {
      green.stop();
    }
  }

  @Test
  void a_mail_arrives_as_text_and_html_with_a_name_of_its_own() throws Exception {
    GreenMail server = start("smtp");
    UUID id = UUID.randomUUID();
    assertThat(deliver(plain(server), LETTER, id)).isInstanceOf(Delivery.Delivered.class);
    MimeMessage got = server.getReceivedMessages()[0];
    assertThat(got.getSubject()).isEqualTo("Gr\u00fc\u00dfe");
    assertThat(got.getFrom()[0].toString()).contains("auth@example.com");
    assertThat(got.getHeader("Message-ID")[0]).isEqualTo("<" + id + "@auth.example.com>");
    assertThat(got.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    MimeMultipart parts = (MimeMultipart) got.getContent();
    assertThat(parts.getBodyPart(0).getContent().toString().strip()).isEqualTo(LETTER.text());
    assertThat(parts.getBodyPart(1).getContent().toString().strip()).isEqualTo(LETTER.html());
  }

  @Test
  void a_wrong_password_and_a_server_that_is_down_are_tried_again() {
    GreenMail server = start("smtp");
    server.setUser("ada", "right");
    int port = server.getSmtp().getPort();
    SmtpServer wrong = login("127.0.0.1", port, Security.NONE, "wrong");
    assertThat(deliver(wrong)).isInstanceOf(Delivery.TryAgain.class);
    assertThat(deliver(login("127.0.0.1", port, Security.NONE, "right")))
        .isInstanceOf(Delivery.Delivered.class);
    server.stop();
    assertThat(deliver(plain("127.0.0.1", port))).isInstanceOf(Delivery.TryAgain.class);
  }

  @Test
  void no_password_goes_to_a_server_without_starttls() {
    GreenMail server = start("smtp");
    server.setUser("ada", "right");
    SmtpServer asked = login("127.0.0.1", server.getSmtp().getPort(), Security.STARTTLS, "right");
    assertThat(deliver(asked)).isInstanceOf(Delivery.TryAgain.class);
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  @Test
  void a_certificate_that_nobody_vouches_for_is_refused() {
    GreenMail server = start("smtps");
    SmtpServer tls = new SmtpServer("127.0.0.1", server.getSmtps().getPort(), Security.TLS, null);
    assertThat(deliver(tls)).isInstanceOf(Delivery.TryAgain.class);
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  @Test
  void a_recipient_that_is_refused_for_good_is_given_up_and_one_refused_for_now_is_not()
      throws IOException {
    assertThat(answering(Map.of("RCPT", "550 5.1.1 no such mailbox")))
        .isInstanceOf(Delivery.GiveUp.class);
    assertThat(answering(Map.of("RCPT", "450 4.2.0 greylisted")))
        .isInstanceOf(Delivery.TryAgain.class);
    assertThat(answering(Map.of("RCPT", "552 5.2.2 mailbox full")))
        .isInstanceOf(Delivery.TryAgain.class);
  }

  @Test
  void a_mail_that_is_refused_for_good_is_given_up_and_a_sender_that_is_refused_is_not()
      throws IOException {
    assertThat(answering(Map.of(".", "554 5.7.1 spam"))).isInstanceOf(Delivery.GiveUp.class);
    assertThat(answering(Map.of(".", "451 4.3.0 later"))).isInstanceOf(Delivery.TryAgain.class);
    assertThat(answering(Map.of("MAIL", "553 5.7.1 not your address")))
        .isInstanceOf(Delivery.TryAgain.class);
  }

  @Test
  void a_mail_that_was_taken_is_delivered_though_the_server_hangs_up() throws IOException {
    assertThat(answering(Map.of("QUIT", ""))).isInstanceOf(Delivery.Delivered.class);
  }

  @Test
  void a_server_that_says_a_little_now_and_then_is_hung_up_on() throws Exception {
    CompletableFuture<Boolean> hungUp = new CompletableFuture<>();
    try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> hungUp.complete(drip(listening)));
      SmtpServer server = plain("127.0.0.1", listening.getLocalPort());
      Smtp smtp = new Smtp(server, FROM, "auth.example.com", Clock.systemUTC());
      assertThat(
              new Limited(smtp, Duration.ofMillis(500))
                  .deliver(new Parcel(UUID.randomUUID(), LETTER.toPayload(), 1, false)))
          .isInstanceOf(Delivery.TryAgain.class);
      assertThat(hungUp.get(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  private GreenMail start(String protocol) {
    GreenMail made = new GreenMail(new ServerSetup(0, "127.0.0.1", protocol));
    made.start();
    green = made;
    return made;
  }

  private static Delivery.Result deliver(SmtpServer server) {
    return deliver(server, LETTER, UUID.randomUUID());
  }

  private static Delivery.Result deliver(SmtpServer server, Letter letter, UUID id) {
    return new Smtp(server, FROM, "auth.example.com", Clock.systemUTC())
        .deliver(new Parcel(id, letter.toPayload(), 1, false));
  }

  private static SmtpServer plain(GreenMail server) {
    return plain("127.0.0.1", server.getSmtp().getPort());
  }

  private static SmtpServer plain(String host, int port) {
    return new SmtpServer(host, port, Security.NONE, null);
  }

  private static SmtpServer login(String host, int port, Security security, String password) {
    return new SmtpServer(host, port, security, new SmtpServer.Login("ada", new Secret(password)));
  }

  /// What comes of a mail to a server that answers these commands so, and all others well. An empty
  /// answer hangs up.
  private static Delivery.Result answering(Map<String, String> answers) throws IOException {
    try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> converse(listening, answers));
      return deliver(plain("127.0.0.1", listening.getLocalPort()));
    }
  }

  /// A greeting without an end. True once the client has gone.
  private static boolean drip(ServerSocket listening) {
    try (Socket socket = listening.accept()) {
      while (true) {
        say(socket, "220-here");
        Thread.sleep(20);
      }
    } catch (IOException e) {
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  private static void converse(ServerSocket listening, Map<String, String> answers) {
    try (Socket socket = listening.accept();
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
      say(socket, "220 here");
      boolean data = false;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (data && !line.equals(".")) {
          continue;
        }
        String command = data ? "." : line.split("[ :]", 2)[0];
        data = command.equals("DATA");
        String answer = answers.getOrDefault(command, data ? "354 go on" : "250 fine");
        if (answer.isEmpty()) {
          return;
        }
        say(socket, answer);
      }
    } catch (IOException e) {
      // the client has gone
    }
  }

  private static void say(Socket socket, String line) throws IOException {
    socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }
}
