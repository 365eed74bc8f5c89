package dev.gatehouse.platform.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.gatehouse.platform.outbound.OutboundOutcome.Answered;
import dev.gatehouse.platform.outbound.OutboundOutcome.Failed;
import dev.gatehouse.platform.outbound.OutboundOutcome.Forbidden;
import dev.gatehouse.platform.outbound.OutboundRules.Exemption;
import dev.gatehouse.testing.Certificates;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundClientTest {
  private static final OutboundRules STRICT = new OutboundRules(true, List.of());
  private static final OutboundRules LOOPBACK = rules(true, "127.0.0.1");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "10.0.0.1",
        "100.64.0.1",
        "100.100.100.200",
        "127.0.0.1",
        "127.255.255.254",
        "168.63.129.16",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.192",
        "192.168.1.1",
        "198.18.0.1",
        "224.0.0.1",
        "239.255.255.250",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::10.0.0.1",
        "64:ff9b::169.254.169.254",
        "64:ff9b:1::10.0.0.1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1"
      })
  void a_name_that_leads_to_an_internal_address_is_refused(String address) {
    try (OutboundClient client = client(STRICT, address)) {
      assertThat(client.send(get("http://hooks.example:1/")))
          .isEqualTo(new Forbidden("leads to an internal address"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.8.8.8", "172.32.0.1", "2606:4700::1111", "64:ff9b::8.8.8.8"})
  void a_public_address_is_none_of_these(String address) {
    assertThat(InternalAddresses.isPublic(InetAddress.ofLiteral(address))).isTrue();
  }

  @Test
  void an_internal_address_beside_a_public_one_refuses_the_name() {
    try (OutboundClient client = client(STRICT, "8.8.8.8", "10.0.0.1")) {
      assertThat(client.send(get("http://hooks.example:1/"))).isInstanceOf(Forbidden.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "localhost",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[0:0:0:0:0:ffff:7f00:0001]",
        "0.0.0.0"
      })
  void no_spelling_of_loopback_gets_through(String host) throws Exception {
    try (Peer peer = Peer.at("127.0.0.1", OutboundClientTest::greet);
        OutboundClient client = new OutboundClient(STRICT)) {
      assertThat(client.send(get("http://" + host + ":" + peer.port() + "/")))
          .isNotInstanceOf(Answered.class);
      assertThat(peer.asked()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://hooks.example/",
        "file:///etc/passwd",
        "https:///path",
        "https://user:secret@hooks.example/",
        "https://hooks.example:0/",
        "mailto:somebody@hooks.example",
        "/path"
      })
  void what_is_no_plain_web_address_is_refused(String target) {
    try (OutboundClient client = client(LOOPBACK, "127.0.0.1")) {
      assertThat(client.send(get(target))).isInstanceOf(Forbidden.class);
    }
  }

  @Test
  void the_connection_goes_to_the_address_that_was_checked() throws Exception {
    AtomicInteger lookups = new AtomicInteger();
    try (Peer honest = Peer.at("127.0.0.1", OutboundClientTest::greetAndHangUp);
        Peer internal = Peer.at("127.0.0.2", honest.port(), OutboundClientTest::greet);
        OutboundClient client =
            new OutboundClient(
                LOOPBACK,
                _ -> addresses(lookups.incrementAndGet() % 2 == 1 ? "127.0.0.1" : "127.0.0.2"),
                null)) {
      OutboundRequest request = get("http://rebinding.example:" + honest.port() + "/");
      assertThat(client.send(request)).isInstanceOf(Answered.class);
      assertThat(lookups).as("one look-up a connection").hasValue(1);
      assertThat(client.send(request)).isInstanceOf(Forbidden.class);
      assertThat(lookups).hasValue(2);
      assertThat(client.send(request)).isInstanceOf(Answered.class);
      assertThat(internal.asked()).isEmpty();
      assertThat(honest.asked()).hasSize(2);
    }
  }

  @Test
  void an_exception_by_name_reaches_an_internal_host_and_no_other_name_does() throws Exception {
    try (Peer peer = Peer.at("127.0.0.1", OutboundClientTest::greet);
        OutboundClient client = client(rules(false, "Hooks.Internal"), "127.0.0.1")) {
      assertThat(client.send(get("http://hooks.internal:" + peer.port() + "/a")))
          .isInstanceOf(Answered.class);
      assertThat(client.send(get("https://evil.hooks.internal:" + peer.port() + "/b")))
          .isInstanceOf(Forbidden.class);
      assertThat(peer.asked()).containsExactly("hooks.internal:" + peer.port() + "/a");
    }
  }

  @Test
  void production_calls_nobody_without_tls_but_the_exceptions() {
    OutboundRules rules = rules(false, "hooks.internal", "10.1.0.0/16");
    assertThat(rules.complaint(URI.create("http://hooks.example/"))).isPresent();
    assertThat(rules.complaint(URI.create("https://hooks.example/"))).isEmpty();
    assertThat(rules.complaint(URI.create("http://hooks.internal/"))).isEmpty();
    assertThat(rules.complaint(URI.create("http://10.1.2.3/"))).isEmpty();
    assertThat(rules.complaint(URI.create("http://10.2.2.3/"))).isPresent();
  }

  @Test
  void a_redirect_is_an_answer_and_is_not_followed() throws Exception {
    try (Peer secret = Peer.at("127.0.0.1", OutboundClientTest::greet);
        Peer peer = Peer.at("127.0.0.1", exchange -> redirect(exchange, secret.port()));
        OutboundClient client = client(LOOPBACK, "127.0.0.1")) {
      OutboundOutcome outcome = client.send(get("http://hooks.example:" + peer.port() + "/"));
      assertThat(outcome)
          .isInstanceOfSatisfying(
              Answered.class,
              answer -> {
                assertThat(answer.status()).isEqualTo(302);
                assertThat(answer.header("Location")).isPresent();
              });
      assertThat(secret.asked()).isEmpty();
    }
  }

  @Test
  void a_body_and_headers_arrive_as_they_were_given() throws Exception {
    try (Peer peer = Peer.at("127.0.0.1", OutboundClientTest::echo);
        OutboundClient client = client(LOOPBACK, "127.0.0.1")) {
      OutboundRequest request =
          OutboundRequest.post(
                  URI.create("http://hooks.example:" + peer.port() + "/"),
                  "application/json",
                  "{\"ü\":1}")
              .with("X-Signature", "abc");
      assertThat(client.send(request))
          .isInstanceOfSatisfying(
              Answered.class,
              answer -> assertThat(answer.body()).isEqualTo("application/json abc {\"ü\":1}"));
    }
  }

  @Test
  void an_answer_without_end_is_cut_off() throws Exception {
    try (Peer peer = Peer.at("127.0.0.1", OutboundClientTest::floodForEver);
        OutboundClient client = client(LOOPBACK, "127.0.0.1")) {
      assertThat(client.send(get("http://hooks.example:" + peer.port() + "/")))
          .isEqualTo(new Failed("no whole answer"));
    }
  }

  @Test
  void an_answer_that_does_not_come_is_not_waited_for() throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    try (Peer peer = Peer.at("127.0.0.1", _ -> waitFor(done));
        OutboundClient client = client(LOOPBACK, "127.0.0.1")) {
      OutboundRequest request =
          get("http://hooks.example:" + peer.port() + "/").within(Duration.ofMillis(200));
      assertThat(client.send(request)).isEqualTo(new Failed("no answer in time"));
      done.countDown();
    }
  }

  @Test
  void a_name_that_nobody_finds_is_not_waited_for() {
    CountDownLatch done = new CountDownLatch(1);
    try (OutboundClient client =
        new OutboundClient(
            STRICT,
            _ -> {
              waitFor(done);
              return addresses("8.8.8.8");
            },
            null)) {
      assertThat(client.send(get("http://hooks.example:1/").within(Duration.ofMillis(200))))
          .isEqualTo(new Failed("no answer in time"));
      done.countDown();
    }
  }

  @Test
  void a_certificate_is_checked_against_the_name_and_not_the_address() throws Exception {
    Certificates.Identity identity = Certificates.of("hooks.example");
    try (Peer peer = Peer.tls(serving(identity), OutboundClientTest::greet);
        OutboundClient client =
            new OutboundClient(LOOPBACK, _ -> addresses("127.0.0.1"), identity.trusting())) {
      assertThat(client.send(get("https://hooks.example:" + peer.port() + "/")))
          .isInstanceOf(Answered.class);
      assertThat(peer.asked()).containsExactly("hooks.example:" + peer.port() + "/");
      assertThat(peer.serverNames()).singleElement().asString().contains("hooks.example");
      assertThat(client.send(get("https://other.example:" + peer.port() + "/")))
          .isEqualTo(new Failed("no TLS connection"));
      assertThat(peer.asked()).hasSize(1);
    }
  }

  @Test
  void a_certificate_that_nobody_vouches_for_is_not_believed() throws Exception {
    Certificates.Identity identity = Certificates.localhost();
    try (Peer peer = Peer.tls(serving(identity), OutboundClientTest::greet);
        OutboundClient client = client(LOOPBACK, "127.0.0.1")) {
      assertThat(client.send(get("https://localhost:" + peer.port() + "/")))
          .isEqualTo(new Failed("no TLS connection"));
      assertThat(peer.asked()).isEmpty();
    }
  }

  private static OutboundRules rules(boolean plainHttp, String... allowed) {
    return new OutboundRules(plainHttp, Arrays.stream(allowed).map(Exemption::parse).toList());
  }

  private static OutboundClient client(OutboundRules rules, String... addresses) {
    return new OutboundClient(rules, _ -> addresses(addresses), null);
  }

  private static InetAddress[] addresses(String... addresses) {
    return Arrays.stream(addresses).map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
  }

  private static OutboundRequest get(String target) {
    return OutboundRequest.get(URI.create(target));
  }

  private static SSLContext serving(Certificates.Identity identity) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "server", identity.key(), new char[0], new Certificate[] {identity.certificate()});
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private static void greet(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(204, -1);
  }

  private static void greetAndHangUp(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Connection", "close");
    exchange.sendResponseHeaders(204, -1);
  }

  private static void redirect(HttpExchange exchange, int port) throws IOException {
    exchange.getResponseHeaders().set("Location", "http://127.0.0.1:" + port + "/");
    exchange.sendResponseHeaders(302, -1);
  }

  private static void echo(HttpExchange exchange) throws IOException {
    String said =
        exchange.getRequestHeaders().getFirst("Content-Type")
            + " "
            + exchange.getRequestHeaders().getFirst("X-Signature")
            + " "
            + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    byte[] body = said.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
  }

  private static void floodForEver(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      byte[] piece = new byte[65_536];
      while (true) {
        out.write(piece);
      }
    }
  }

  private static void waitFor(CountDownLatch done) {
    try {
      done.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
