package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.TestDatabase;
import dev.gatehouse.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// A real page in a real browser, whose authenticator is Chromium's virtual one.
///
/// Where no Chromium is installed, it says aloud that it did not run.
class BrowserPasskeyTest {
  private static final String PAGE = "<!doctype html><title>Passkeys</title>";

  /// What the page does with the API: `call` unwraps the envelope of opaque sessions.
  @SuppressWarnings("InlineFormatString") // as long as a page
  private static final String SCRIPT =
      """
      const api = 'http://127.0.0.1:%d/api/auth';
      async function call(method, path, token, body) {
        const answer = await fetch(api + path, {
          method,
          headers: {
            'Content-Type': 'application/json',
            ...(token ? {Authorization: 'Bearer ' + token} : {}),
          },
          body: body === undefined ? undefined : JSON.stringify(body),
        });
        const text = await answer.text();
        const json = text ? JSON.parse(text) : {};
        return {status: answer.status, body: json.success ? json.data : json};
      }
      const tokenOf = body => body.token ?? body.access_token;
      async function create(options) {
        const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
        return (await navigator.credentials.create({publicKey})).toJSON();
      }
      async function get(options) {
        const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
        return (await navigator.credentials.get({publicKey})).toJSON();
      }
      """;

  private static final String JOURNEY =
      """
      const email = 'browser@example.com';
      const registered = await call('POST', '/register', null,
        {email, password: 'Test1234', name: 'Ada'});
      const token = tokenOf(registered.body);
      const begun = await call('POST', '/passkeys/register/options', token, {});
      const credential = await create(begun.body.publicKey);
      const added = await call('POST', '/passkeys/register', token,
        {flow_id: begun.body.flow_id, name: 'Chromium', credential});
      let excluded = null;
      const second = await call('POST', '/passkeys/register/options', token, {});
      try { await create(second.body.publicKey); } catch (e) { excluded = e.name; }
      const entering = await call('POST', '/passkeys/login/options', null, {});
      const shown = await get(entering.body.publicKey);
      const entered = await call('POST', '/passkeys/login', null,
        {flow_id: entering.body.flow_id, credential: shown});
      const replayed = await call('POST', '/passkeys/login', null,
        {flow_id: entering.body.flow_id, credential: shown});
      const again = await call('POST', '/passkeys/login/options', null, {});
      const next = await call('POST', '/passkeys/login', null,
        {flow_id: again.body.flow_id, credential: await get(again.body.publicKey)});
      const listed = await call('GET', '/passkeys', tokenOf(next.body));
      return {
        added: added.status, excluded, entered: entered.status, replayed: replayed.status,
        next: next.status, listed: listed.body.passkeys, handle: shown.response.userHandle,
      };
      """;

  @ParameterizedTest
  @ValueSource(strings = {"jwt", "session"})
  void a_page_adds_a_passkey_and_signs_in_by_it(String mode) throws IOException {
    Optional<Path> chromium = Browser.find();
    if (chromium.isEmpty()) {
      System.out.println(
          "NOT RUN: passkeys in a real browser. Install Chromium, or name it in CHROMIUM.");
      return;
    }
    HttpServer pages =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] page = PAGE.getBytes(StandardCharsets.UTF_8);
    pages.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    pages.start();
    String origin = "http://localhost:" + pages.getAddress().getPort();
    Map<String, String> environment =
        Map.of("AUTH_MODE", mode, "WEBAUTHN_ORIGINS", origin, "CORS_ORIGINS", origin);
    try (TestServer server = TestServer.start(TestDatabase.SQLITE, environment);
        Browser browser = new Browser(chromium.get(), origin + "/")) {
      JsonNode seen = browser.run(SCRIPT.formatted(server.port()) + JOURNEY);
      assertThat(seen.get("added").intValue()).as(seen.toString()).isEqualTo(201);
      assertThat(seen.get("excluded").asString()).isEqualTo("InvalidStateError");
      assertThat(seen.get("entered").intValue()).isEqualTo(200);
      assertThat(seen.get("replayed").intValue()).isEqualTo(401);
      assertThat(seen.get("next").intValue()).isEqualTo(200);
      assertThat(seen.at("/listed/0/name").asString()).isEqualTo("Chromium");
      assertThat(seen.get("handle").asString()).hasSize(43);
    } finally {
      pages.stop(0);
    }
  }
}
