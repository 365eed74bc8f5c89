package dev.gatehouse.platform.http;

import dev.gatehouse.platform.ratelimit.RateLimiter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// The list of routes that the server is built from. A path segment `{name}` matches one segment.
public final class Router {
  private final List<Route> routes = new ArrayList<>();
  private final List<ProblemWording> wordings = new ArrayList<>();
  private Throttle throttle = Throttle.NONE;

  public void get(String path, Handler handler) {
    add("GET", path, handler);
  }

  public void post(String path, Handler handler) {
    add("POST", path, handler);
  }

  public void put(String path, Handler handler) {
    add("PUT", path, handler);
  }

  public void patch(String path, Handler handler) {
    add("PATCH", path, handler);
  }

  public void delete(String path, Handler handler) {
    add("DELETE", path, handler);
  }

  public void add(String method, String path, Handler handler) {
    routes.add(new Route(method, path, handler));
  }

  /// Lets every problem under `prefix` be worded by `wording`, also where no route is met.
  ///
  /// @param wording gives what is written as JSON in the place of the problem
  public void wordProblems(String prefix, Function<Problem, Object> wording) {
    wordings.add(new ProblemWording(prefix, wording));
  }

  List<ProblemWording> wordings() {
    return List.copyOf(wordings);
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

  /// Puts something around the handlers of the calls so far.
  public void surround(Predicate<Route> which, UnaryOperator<Handler> around) {
    routes.replaceAll(route ->
        which.test(route)
            ? new Route(route.method(), route.path(), around.apply(route.handler()))
            : route);
  }

  public List<Route> routes() {
    return List.copyOf(routes);
  }

  /// How the problems below a path are worded.
  record ProblemWording(String prefix, Function<Problem, Object> wording) {

    static Object word(List<ProblemWording> all, String path, Problem problem) {
      for (ProblemWording one : all) {
        if (path.equals(one.prefix) || path.startsWith(one.prefix + "/")) {
          return one.wording.apply(problem);
        }
      }
      return problem;
    }
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
