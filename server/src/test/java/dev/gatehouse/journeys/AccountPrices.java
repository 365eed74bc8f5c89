package dev.gatehouse.journeys;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Api;
import dev.gatehouse.testing.Authenticator;
import dev.gatehouse.testing.Mails;
import dev.gatehouse.testing.PasskeyUser;
import dev.gatehouse.testing.SoftPasskey;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/// The part of [PriceOfCallsTest] that is about one's own account: second factors, passkeys, keys,
/// links in mails.
final class AccountPrices {
  private static final String AUTH = "/api/auth";
  private static final String PASSWORD = "Test1234";
  private static final String OTHER = "Another1234";

  private final PriceOfCallsTest prices;
  private final PriceOfCallsTest.Node node;
  private final Api api;
  private final Mails mails;

  AccountPrices(PriceOfCallsTest prices, PriceOfCallsTest.Node node) {
    this.prices = prices;
    this.node = node;
    this.api = node.api();
    this.mails = new Mails(api);
  }

  void measure() {
    measureFactors();
    measurePasskeys();
    measureKeys();
    measureMails();
    price(
        "POST /api/auth/me/password",
        me ->
            () ->
                post(
                    "/me/password",
                    me,
                    Map.of("current_password", PASSWORD, "new_password", OTHER)));
    price(
        "POST /api/auth/reauthenticate",
        me -> () -> post("/reauthenticate", me, Map.of("password", PASSWORD)));
    price("POST /api/auth/ws/ticket", me -> () -> post("/ws/ticket", me, Map.of()));
  }

  private void measureFactors() {
    price("GET /api/auth/mfa", me -> () -> api.bearer("GET", AUTH + "/mfa", me.access()));
    price("POST /api/auth/mfa/totp/enroll", me -> () -> post("/mfa/totp/enroll", me, Map.of()));
    price(
        "POST /api/auth/mfa/totp/confirm",
        me -> {
          Authenticator app = enrolling(me);
          return () -> confirm(me, app);
        });
    price(
        "POST /api/auth/mfa/recovery-codes",
        me -> {
          Api.Pair careful = careful(me);
          return () -> post("/mfa/recovery-codes", careful, Map.of());
        });
    price(
        "DELETE /api/auth/mfa/totp",
        me -> {
          Api.Pair careful = careful(me);
          return () -> api.bearer("DELETE", AUTH + "/mfa/totp", careful.access());
        });
    for (String prefix : List.of(AUTH, Api.V1)) {
      price(
          "POST " + prefix + "/mfa/verify",
          me -> {
            String email = api.me(me.access()).text("email");
            Authenticator app = enrolling(me);
            confirm(me, app).expect(200);
            String half = api.login(email, PASSWORD).expect(200).text("mfa_token");
            Map<String, String> proof =
                Map.of("mfa_token", half, "method", "totp", "code", app.code(1));
            return () -> api.post(prefix + "/mfa/verify", proof);
          });
    }
  }

  private void measurePasskeys() {
    price("GET /api/auth/passkeys", me -> () -> new PasskeyUser(api, me.access()).list());
    price(
        "POST /api/auth/passkeys/register/options",
        me -> () -> post("/passkeys/register/options", me, Map.of()));
    price(
        "POST /api/auth/passkeys/register",
        me -> {
          PasskeyUser owner = new PasskeyUser(api, me.access());
          PasskeyUser.Flow flow = owner.begin();
          return () -> owner.add(flow, "Key", PasskeyUser.authenticator());
        });
    price(
        "PATCH /api/auth/passkeys/{id}",
        me -> {
          PasskeyUser owner = new PasskeyUser(api, me.access());
          String id = passkey(owner);
          return () -> owner.rename(id, "Other");
        });
    price(
        "DELETE /api/auth/passkeys/{id}",
        me -> {
          PasskeyUser owner = new PasskeyUser(api, me.access());
          String id = passkey(owner);
          return () -> owner.remove(id);
        });
    price(
        "POST /api/auth/passkeys/login/options",
        _ -> () -> api.post(PasskeyUser.PREFIX + "/login/options", Map.of()));
    price(
        "POST /api/auth/passkeys/login",
        me -> {
          SoftPasskey key = new PasskeyUser(api, me.access()).newPasskey();
          key.count++;
          PasskeyUser.Flow flow = PasskeyUser.beginLogin(api, null);
          Map<String, Object> proof = key.get(flow.options());
          return () -> PasskeyUser.login(api, flow.id(), proof, null);
        });
  }

  private void measureKeys() {
    Map<String, Object> wish = Map.of("name", "Reader", "scopes", List.of("account:read"));
    price("POST /api/auth/api-keys", me -> () -> post("/api-keys", me, wish));
    price(
        "POST /api/auth/api-keys/{id}/rotate",
        me -> {
          String id = post("/api-keys", me, wish).expect(201).text("id");
          return () -> post("/api-keys/" + id + "/rotate", me, Map.of("overlap_seconds", 60));
        });
    price(
        "DELETE /api/auth/api-keys/{id}",
        me -> {
          String id = post("/api-keys", me, wish).expect(201).text("id");
          return () -> api.bearer("DELETE", AUTH + "/api-keys/" + id, me.access());
        });
  }

  private void measureMails() {
    price(
        "POST /api/auth/password/forgot",
        me -> {
          Map<String, String> body = Map.of("email", api.me(me.access()).text("email"));
          return () -> api.post(AUTH + "/password/forgot", body);
        });
    price(
        "POST /api/auth/password/reset",
        me -> {
          String email = api.me(me.access()).text("email");
          api.post(AUTH + "/password/forgot", Map.of("email", email)).expect(202);
          return link("/password/reset", email, "new password", Map.of("new_password", OTHER));
        });
    price(
        "POST /api/auth/email/verify",
        me -> {
          String email = api.me(me.access()).text("email");
          return link("/email/verify", email, "Confirm your email", Map.of());
        });
    price(
        "POST /api/auth/email/verify/resend",
        me -> () -> api.bearer("POST", AUTH + "/email/verify/resend", me.access()));
    price(
        "POST /api/auth/me/email",
        me -> {
          String wanted = prices.email();
          return () -> move(me, wanted);
        });
    price(
        "POST /api/auth/email/change/confirm",
        me -> {
          String wanted = prices.email();
          move(me, wanted).expect(202);
          return link("/email/change/confirm", wanted, "Confirm your new", Map.of());
        });
    price(
        "POST /api/auth/email/change/undo",
        me -> {
          String email = api.me(me.access()).text("email");
          move(me, prices.email()).expect(202);
          return link("/email/change/undo", email, "about to change", Map.of());
        });
  }

  private Supplier<Answer> link(
      String path, String email, String subject, Map<String, String> more) {
    Map<String, String> body = new HashMap<>(more);
    body.put("token", mails.await(email, subject).token());
    return () -> api.post(AUTH + path, body);
  }

  private Answer move(Api.Pair me, String wanted) {
    return post("/me/email", me, Map.of("new_email", wanted, "password", PASSWORD));
  }

  private Authenticator enrolling(Api.Pair me) {
    Answer begun = post("/mfa/totp/enroll", me, Map.of()).expect(200);
    return new Authenticator(Clock.systemUTC(), begun.text("secret"));
  }

  private Answer confirm(Api.Pair me, Authenticator app) {
    return post("/mfa/totp/confirm", me, Map.of("code", app.code()));
  }

  /// The same person with a second factor.
  private Api.Pair careful(Api.Pair me) {
    Api.Pair renewed = Api.pair(confirm(me, enrolling(me)));
    api.me(renewed.access()).expect(200);
    return renewed;
  }

  private static String passkey(PasskeyUser owner) {
    return owner.add(owner.begin(), "Key", PasskeyUser.authenticator()).expect(201).text("id");
  }

  private Answer post(String path, Api.Pair me, Object body) {
    return api.post(AUTH + path, body, "Authorization", "Bearer " + me.access());
  }

  private void price(String call, Function<Api.Pair, Supplier<Answer>> prepared) {
    prices.price(node, call, () -> prepared.apply(prices.known(api)));
  }
}
