package dev.gatehouse.platform.http;

import dev.gatehouse.platform.ratelimit.RateLimiter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The list of routes that the server is built from. A path segment `{name}` matches one segment.
public final class Router {
  private final List<Route> routes = new ArrayList<>();
  private Throttle throttle = Throttle.NONE;

  public void get(String path, Handler handler) {
    routes.add(new Route("GET", path, handler));
  }

  public void post(String path, Handler handler) {
    routes.add(new Route("POST", path, handler));
  }

  /// Lets each client make as many requests as `limiter` says, over all calls together.
  ///
  /// @param unlimited the paths that are not counted, as they are sent
  public void limitAll(RateLimiter limiter, Pattern unlimited) {
    throttle = new Throttle(limiter, unlimited);
  }

  Throttle throttle() {
    return throttle;
  }

  /// Lets the call be made as often as `limiter` says, beside the limit of all calls together.
  ///
  /// @throws IllegalArgumentException when there is no such call
  public void limit(String method, String path, RateLimiter limiter) {
    boolean found = false;
    for (int i = 0; i < routes.size(); i++) {
      Route route = routes.get(i);
      if (route.method().equals(method) && route.path().equals(path)) {
        routes.set(i, new Route(method, path, Throttle.limited(route.handler(), limiter)));
        found = true;
      }
    }
    if (!found) {
      throw new IllegalArgumentException("there is no call " + method + " " + path);
    }
  }

  public List<Route> routes() {
    return List.copyOf(routes);
  }

  /// One call that the server answers.
  public record Route(String method, String path, Handler handler) {

    /// Whether `requested` (a path without query) is a case of this route's path.
    boolean matches(String requested) {
      String[] pattern = path.split("/", -1);
      String[] given = requested.split("/", -1);
      if (pattern.length != given.length) {
        return false;
      }
      for (int i = 0; i < pattern.length; i++) {
        if (!pattern[i].startsWith("{") && !pattern[i].equals(given[i])) {
          return false;
        }
      }
      return true;
    }
  }
}
