package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.gatehouse.platform.config.ConfigException;
import dev.gatehouse.testing.Certificates;
import dev.gatehouse.testing.Certificates.Identity;
import dev.gatehouse.testing.TestDatabase;
import dev.gatehouse.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/// TLS by the server itself.
@Order(1)
class TlsTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"RSA, 2048", "EC, 256", "Ed25519, 255"})
  void it_speaks_https_with_every_kind_of_key(String algorithm, int size) throws Exception {
    Identity identity = Certificates.localhost(algorithm, size);
    try (TestServer server = serve(identity.certificatePem(), identity.keyPem(), Map.of())) {
      HttpResponse<String> answer = get(server, identity.trusting());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("{\"status\":\"healthy\"}");
    }
  }

  @ParameterizedTest
  @CsvSource({"RSA, 2048", "EC, 256"})
  void it_reads_keys_as_older_tools_write_them(String algorithm, int size) throws Exception {
    Identity identity = Certificates.localhost(algorithm, size);
    String key = "Bag Attributes: none\n" + identity.oldKeyPem();
    try (TestServer server = serve(identity.certificatePem(), key, Map.of())) {
      assertThat(get(server, identity.trusting()).statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource({"TLSv1.3, true", "TLSv1.2, true", "TLSv1.1, false"})
  void it_speaks_tls_of_today_only(String protocol, boolean spoken) throws Exception {
    Identity identity = Certificates.localhost();
    try (TestServer server = serve(identity.certificatePem(), identity.keyPem(), Map.of())) {
      assertThat(shakesHands(server, identity.trusting(), protocol)).isEqualTo(spoken);
    }
  }

  @ParameterizedTest
  @CsvSource({"https://auth.example.com, true", "http://localhost:8000, false"})
  void browsers_are_bound_to_https_when_the_public_url_is(String publicUrl, boolean bound)
      throws Exception {
    Identity identity = Certificates.localhost();
    Map<String, String> environment = Map.of("PUBLIC_URL", publicUrl);
    try (TestServer server = serve(identity.certificatePem(), identity.keyPem(), environment)) {
      HttpResponse<String> answer = get(server, identity.trusting());
      assertThat(answer.headers().firstValue("Strict-Transport-Security").isPresent())
          .isEqualTo(bound);
    }
  }

  @Test
  void a_renewed_certificate_is_taken_and_no_open_connection_is_dropped() throws Exception {
    Identity first = Certificates.localhost();
    Identity second = Certificates.localhost();
    try (TestServer server = serve(first.certificatePem(), first.keyPem(), Map.of());
        SSLSocket open = connect(server, first.trusting(), "TLSv1.3")) {
      assertThat(ask(open)).startsWith("HTTP/1.1 200");
      second.write(certificateFile(), keyFile());
      waitFor(() -> isServed(server, second));
      assertThat(ask(open)).startsWith("HTTP/1.1 200");
      assertThat(isServed(server, first)).isFalse();
    }
  }

  @Test
  @ResourceLock("logging")
  void a_bad_renewal_leaves_the_old_certificate_in_use() throws Exception {
    Identity first = Certificates.localhost();
    Identity second = Certificates.localhost();
    Identity third = Certificates.localhost();
    try (TestServer server = serve(first.certificatePem(), first.keyPem(), Map.of())) {
      ListAppender<ILoggingEvent> log = new ListAppender<>();
      Logger listener = (Logger) LoggerFactory.getLogger("dev.gatehouse.platform.http.TlsListener");
      log.start();
      listener.addAppender(log);
      Files.writeString(certificateFile(), second.certificatePem());
      waitFor(() -> !log.list.isEmpty());
      listener.detachAppender(log);
      assertThat(log.list)
          .extracting(ILoggingEvent::getFormattedMessage)
          .containsExactly(
              "The old TLS certificate stays in use: the key in %s does not belong to the"
                      .formatted(keyFile())
                  + " certificate of CN=localhost");
      assertThat(isServed(server, first)).isTrue();
      third.write(certificateFile(), keyFile());
      waitFor(() -> isServed(server, third));
    }
  }

  @Test
  void an_expired_certificate_is_served_all_the_same() throws Exception {
    Identity identity = Certificates.expired();
    try (TestServer server = serve(identity.certificatePem(), identity.keyPem(), Map.of())) {
      assertThat(shakesHands(server, identity.trusting(), "TLSv1.3")).isTrue();
    }
  }

  @Test
  void what_cannot_be_used_stops_the_start_with_one_sentence() throws Exception {
    Identity identity = Certificates.localhost();
    Identity other = Certificates.localhost();
    refused("nothing here", identity.keyPem(), certificateFile() + " holds no certificate in PEM");
    refused(identity.certificatePem(), "nothing", keyFile() + " holds no private key in PEM");
    refused(
        identity.certificatePem(),
        other.keyPem(),
        "the key in " + keyFile() + " does not belong to the certificate of CN=localhost");
    refused(
        identity.certificatePem(),
        Certificates.localhost("RSA", 2048).keyPem(),
        "the key in " + keyFile() + " does not belong to the certificate of CN=localhost");
    refused(
        identity.certificatePem() + other.certificatePem(),
        identity.keyPem(),
        "the certificates are no chain: each has to be signed by the one after it");
    refused(
        identity.certificatePem(),
        Certificates.pem("ENCRYPTED PRIVATE KEY", new byte[] {1}),
        keyFile() + " is encrypted; the server needs a key without a password");
    refused(
        identity.certificatePem(),
        Certificates.pem("RSA PRIVATE KEY", new byte[] {1}),
        keyFile() + " holds a damaged private key");
    refused(
        Certificates.pem("CERTIFICATE", new byte[] {1}),
        identity.keyPem(),
        certificateFile() + " holds a damaged certificate");
  }

  @Test
  void a_missing_file_stops_the_start_with_one_sentence() throws Exception {
    Map<String, String> environment = new HashMap<>(files());
    environment.put("TLS_KEY_FILE", "/nowhere/key.pem");
    Files.writeString(certificateFile(), Certificates.localhost().certificatePem());
    refused(environment, "the key file /nowhere/key.pem does not exist");
  }

  private void refused(String certificate, String key, String reason) throws Exception {
    Files.writeString(certificateFile(), certificate);
    Files.writeString(keyFile(), key);
    refused(files(), reason);
  }

  private static void refused(Map<String, String> environment, String reason) {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> TestServer.start(TestDatabase.SQLITE, environment))
        .withMessage("TLS_CERT_FILE and TLS_KEY_FILE cannot be used: " + reason + ".");
  }

  private Path certificateFile() {
    return folder.resolve("cert.pem");
  }

  private Path keyFile() {
    return folder.resolve("key.pem");
  }

  private Map<String, String> files() {
    return Map.of(
        "TLS_CERT_FILE", certificateFile().toString(), "TLS_KEY_FILE", keyFile().toString());
  }

  private TestServer serve(String certificate, String key, Map<String, String> more)
      throws IOException {
    Files.writeString(certificateFile(), certificate);
    Files.writeString(keyFile(), key);
    Map<String, String> environment = new HashMap<>(files());
    environment.putAll(more);
    return TestServer.start(TestDatabase.SQLITE, environment);
  }

  private static HttpResponse<String> get(TestServer server, SSLContext trusting) throws Exception {
    try (HttpClient client = HttpClient.newBuilder().sslContext(trusting).build()) {
      URI health = URI.create("https://localhost:" + server.port() + "/health");
      return client.send(HttpRequest.newBuilder(health).build(), BodyHandlers.ofString());
    }
  }

  private static boolean isServed(TestServer server, Identity identity) throws Exception {
    return shakesHands(server, identity.trusting(), "TLSv1.3");
  }

  private static boolean shakesHands(TestServer server, SSLContext trusting, String protocol)
      throws Exception {
    try (SSLSocket socket = connect(server, trusting, protocol)) {
      return socket.isConnected();
    } catch (SSLException e) {
      return false;
    }
  }

  private static SSLSocket connect(TestServer server, SSLContext trusting, String protocol)
      throws IOException {
    SSLSocket socket =
        (SSLSocket) trusting.getSocketFactory().createSocket("localhost", server.port());
    socket.setEnabledProtocols(new String[] {protocol});
    socket.startHandshake();
    return socket;
  }

  /// Asks for the health on a connection that stays open; the status line.
  private static String ask(SSLSocket socket) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.UTF_8));
    out.flush();
    InputStream in = socket.getInputStream();
    StringBuilder answer = new StringBuilder();
    while (!answer.toString().endsWith("\"}")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("closed: " + answer);
      }
      answer.append((char) next);
    }
    return answer.toString();
  }

  private static void waitFor(Condition condition) throws Exception {
    Instant deadline = Instant.now().plusSeconds(60);
    while (!condition.holds()) {
      assertThat(Instant.now()).isBefore(deadline);
      Thread.sleep(100);
    }
  }

  private interface Condition {
    boolean holds() throws Exception;
  }
}
