package dev.gatehouse.platform.http;

import dev.gatehouse.platform.json.Json;
import java.nio.ByteBuffer;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/// Problem documents for what never reaches a route: unreadable requests, headers too large.
final class ProblemErrors extends ErrorHandler {
  /// Long enough for a proxy to have turned to another node.
  private static final String STOPPING_RETRY_SECONDS = "5";

  private final SecurityHeaders headers;
  private final List<Router.ProblemWording> wordings;

  ProblemErrors(SecurityHeaders headers, List<Router.ProblemWording> wordings) {
    this.headers = headers;
    this.wordings = wordings;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = response.getStatus() < 400 ? 500 : response.getStatus();
    headers.apply(response.getHeaders());
    if (!response.getHeaders().contains(Edge.ID_HEADER)) {
      String id =
          request.getAttribute(Exchange.ATTRIBUTE) instanceof Exchange known
              ? known.id()
              : Arrivals.newId();
      response.getHeaders().put(Edge.ID_HEADER, id);
    }
    if (isUnreadable(status)) {
      response.getHeaders().put(HttpHeader.CONNECTION, "close");
    }
    if (status == 503) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, STOPPING_RETRY_SECONDS);
    }
    response.setStatus(status);
    response
        .getHeaders()
        .put(HttpHeader.CONTENT_TYPE, dev.gatehouse.platform.http.Response.PROBLEM);
    String path = request.getHttpURI().getCanonicalPath();
    Problem problem = Problem.of(status, sentence(status));
    Object worded = Router.ProblemWording.word(wordings, path == null ? "" : path, problem);
    response.write(true, ByteBuffer.wrap(Json.write(worded)), callback);
    return true;
  }

  /// The connection is closed after such a request: whoever would send another on it has to know.
  private static boolean isUnreadable(int status) {
    return status == 400 || status == 408 || status == 414 || status == 431 || status == 505;
  }

  private static String sentence(int status) {
    return switch (status) {
      case 400 -> "The request could not be read";
      case 404 -> "There is nothing at this path";
      case 408 -> "The request took too long to arrive";
      case 414 -> "The request's path is too long";
      case 429 -> Throttle.SENTENCE;
      case 431 -> "The request's headers are too large";
      case 503 -> "The server is stopping";
      case 505 -> "The request is of a version of HTTP that is not spoken here";
      default -> status < 500 ? "The request was refused" : "Something went wrong on the server";
    };
  }
}
