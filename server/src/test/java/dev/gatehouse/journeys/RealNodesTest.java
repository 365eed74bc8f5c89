package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.RawHttp;
import dev.gatehouse.testing.RetryingProxy;
import dev.gatehouse.testing.ServerProcess;
import dev.gatehouse.testing.TestDatabase;
import dev.gatehouse.testing.TestServer;
import dev.gatehouse.testing.Traffic;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Three nodes as processes of their own, on one PostgreSQL.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Order(1)
class RealNodesTest {
  private static final int NODES = 3;
  private static final int CONNECTIONS = 12;

  private final List<Integer> ports = new ArrayList<>();
  private final List<ServerProcess> nodes = new ArrayList<>();
  private final Map<String, String> environment =
      new HashMap<>(TestServer.environment(TestDatabase.POSTGRESQL.ready()));

  @BeforeAll
  void start() throws IOException {
    environment.put("REVOCATION_MAX_STALE", "2");
    environment.put("DB_POOL_SIZE", "2");
    for (int i = 0; i < NODES; i++) {
      ports.add(freePort());
    }
    for (int port : ports) {
      nodes.add(node(port));
    }
    nodes.forEach(ServerProcess::api);
  }

  @AfterAll
  void stop() {
    nodes.forEach(ServerProcess::close);
  }

  @Test
  void a_rolling_restart_under_load_fails_no_request_and_loses_no_session() {
    try (RetryingProxy proxy = new RetryingProxy(ports);
        Traffic traffic = new Traffic(List.of(proxy.api()), 6)) {
      traffic.awaitMore(50);
      for (int i = 0; i < NODES; i++) {
        nodes.get(i).terminate();
        assertThat(nodes.get(i).exitCode()).isZero();
        nodes.get(i).close();
        nodes.set(i, node(ports.get(i)));
        nodes.get(i).api();
        traffic.awaitMore(20);
      }
      List<Api.Pair> sessions = traffic.stop();
      assertThat(traffic.failures()).isEmpty();
      assertThat(sessions)
          .hasSize(6)
          .allSatisfy(pair -> {
            proxy.api().me(pair.access()).expect(200);
            proxy.api().refresh(pair.refresh()).expect(200);
          });
      System.out.println("A rolling restart: calls repeated by the proxy: " + proxy.repeated());
    }
  }

  @Test
  void a_node_that_was_frozen_never_answers_for_a_session_that_ended_meanwhile() throws Exception {
    List<Talk> talks = new ArrayList<>();
    try {
      for (int i = 0; i < CONNECTIONS; i++) {
        Api.Pair pair = nodes.getFirst().api().newcomer("frozen" + i + "@example.com");
        talks.add(new Talk(ports.getLast(), pair));
        assertThat(talks.getLast().me()).isEqualTo(200);
      }
      nodes.getLast().freeze();
      for (Talk talk : talks) {
        nodes.getFirst().api().logout(talk.pair.access()).expect(200);
      }
      Thread.sleep(2_500); // real time: it is a real process that stands still
      for (Talk talk : talks) {
        talk.ask();
      }
      nodes.getLast().thaw();
      for (Talk talk : talks) {
        assertThat(talk.answer()).isIn(401, 503);
      }
    } finally {
      nodes.getLast().thaw();
      for (Talk talk : talks) {
        talk.socket.close();
      }
    }
  }

  private ServerProcess node(int port) {
    Map<String, String> own = new HashMap<>(environment);
    own.put("PORT", Integer.toString(port));
    return ServerProcess.start(own);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /// One connection, kept open.
  private static final class Talk {
    private final Api.Pair pair;
    private final Socket socket;
    private final BufferedReader in;

    Talk(int port, Api.Pair pair) throws IOException {
      this.pair = pair;
      this.socket = RawHttp.open(port);
      this.in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    }

    int me() throws IOException {
      ask();
      return answer();
    }

    void ask() throws IOException {
      String request =
          "GET "
              + Api.V1
              + "/me HTTP/1.1\r\nHost: node\r\nAuthorization: Bearer "
              + pair.access()
              + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    }

    int answer() throws IOException {
      String first = in.readLine();
      int length = 0;
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
          length = Integer.parseInt(line.substring(15).strip());
        }
      }
      in.skip(length);
      return RawHttp.status(String.valueOf(first));
    }
  }
}
