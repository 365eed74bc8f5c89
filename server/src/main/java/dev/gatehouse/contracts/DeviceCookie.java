package dev.gatehouse.contracts;

import dev.gatehouse.flows.signin.SignedIn;
import dev.gatehouse.platform.http.Response;

/// The cookie by which the guard knows a browser that has signed in before. Clients that keep no
/// cookies lose nothing but that.
public final class DeviceCookie {
  private DeviceCookie() {}

  /// `answer`, with the cookie where somebody has just proved who they are.
  public static Response on(Response answer, SignedIn signedIn) {
    return signedIn.deviceCookie() == null
        ? answer
        : answer.with("Set-Cookie", signedIn.deviceCookie().reveal());
  }
}
