package dev.gatehouse.platform.http;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gatehouse.platform.json.Fields.FieldError;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/// A problem document (RFC 9457). `detail` is a sentence that a client may show to a person.
///
/// @param errors for 422: the fields that were refused; otherwise empty and left out
/// @param headers what goes with it on the wire, `Retry-After` for one; not part of the document
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FieldError> errors,
    @JsonIgnore Map<String, String> headers) {

  public static Problem of(int status, String detail) {
    return of(status, detail, Map.of());
  }

  public static Problem of(int status, String detail, Map<String, String> headers) {
    return new Problem("about:blank", title(status), status, detail, List.of(), headers);
  }

  /// 422: these fields were refused. `detail` says all of it, for clients that read nothing else.
  public static Problem invalid(List<FieldError> errors) {
    String detail =
        errors.stream()
            .map(error -> error.field() + " " + error.detail())
            .collect(Collectors.joining("; "));
    return new Problem("about:blank", title(422), 422, detail, errors, Map.of());
  }

  /// 422: the body as a whole was refused; the only error's field is `body`.
  ///
  /// @param fault what is wrong, in words whose subject is the body: `must be a JSON object`
  public static Problem invalidBody(String fault) {
    List<FieldError> errors = List.of(new FieldError("body", fault));
    return new Problem("about:blank", title(422), 422, "The body " + fault, errors, Map.of());
  }

  /// 401 as RFC 6750 section 3 wants it.
  ///
  /// @param tokenSent whether the request carried a bearer credential at all
  public static Problem unauthorized(String detail, boolean tokenSent) {
    String challenge = tokenSent ? "Bearer error=\"invalid_token\"" : "Bearer";
    return of(401, detail, Map.of("WWW-Authenticate", challenge));
  }

  /// 401: the caller has to prove anew who they are, by all the factors that they have (RFC 9470
  /// section 3).
  ///
  /// @param maxAge how old such a proof may be
  public static Problem insufficientAuthentication(Duration maxAge) {
    String detail = "Prove who you are once more";
    String challenge =
        "Bearer error=\"insufficient_user_authentication\", error_description=\"%s\", max_age=%d"
            .formatted(detail, maxAge.toSeconds());
    return of(401, detail, Map.of("WWW-Authenticate", challenge));
  }

  /// 403 as RFC 6750 section 3.1 wants it: the credential counts, and not for this.
  ///
  /// @param scope what would be enough; null when no scope would
  public static Problem insufficientScope(String detail, @Nullable String scope) {
    String named = scope == null ? "" : ", scope=\"" + scope + "\"";
    return of(
        403, detail, Map.of("WWW-Authenticate", "Bearer error=\"insufficient_scope\"" + named));
  }

  /// 503, to be tried again after `seconds`.
  public static Problem unavailable(String detail, int seconds) {
    return of(503, detail, Map.of("Retry-After", Integer.toString(seconds)));
  }

  private static String title(int status) {
    return switch (status) {
      case 413 -> "Content Too Large";
      case 422 -> "Unprocessable Content";
      default -> HttpStatus.getMessage(status);
    };
  }

  /// Carries a problem out of the reading of a request to the edge, where it becomes the answer.
  public static final class Found extends RuntimeException {
    @java.io.Serial private static final long serialVersionUID = 1L;
    private final transient Problem problem;

    public Found(Problem problem) {
      super(problem.detail(), null, false, false);
      this.problem = problem;
    }

    public Problem problem() {
      return problem;
    }
  }
}
