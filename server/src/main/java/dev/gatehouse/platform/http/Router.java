package dev.gatehouse.platform.http;

import java.util.ArrayList;
import java.util.List;

/// The list of routes that the server is built from. A path segment `{name}` matches one segment.
public final class Router {
  private final List<Route> routes = new ArrayList<>();

  public void get(String path, Handler handler) {
    routes.add(new Route("GET", path, handler));
  }

  public void post(String path, Handler handler) {
    routes.add(new Route("POST", path, handler));
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
