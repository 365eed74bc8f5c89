package dev.gatehouse.platform.outbound;

import dev.gatehouse.platform.outbound.OutboundOutcome.Answered;
import dev.gatehouse.platform.outbound.OutboundOutcome.Failed;
import dev.gatehouse.platform.outbound.OutboundOutcome.Forbidden;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.client.CompletableResponseListener;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.StringRequestContent;
import org.jspecify.annotations.Nullable;

/// The one client for every HTTP request that the server makes.
///
/// Whoever names the target is not trusted with the network that the server stands in: a host that
/// resolves to anything but public addresses is refused, after the resolution, and the connection
/// goes to the address that was checked. Redirects are not followed, no cookie or credential is
/// kept, nothing is decompressed, and time and size have bounds. Safe for use by many threads.
public final class OutboundClient implements AutoCloseable {
  /// In bytes; a longer answer is a failure.
  static final int LONGEST_ANSWER = 1 << 20;

  /// Every webhook may hang twice (a hundred), and there are others who ask.
  static final int AT_ONCE = 160;

  private final OutboundRules rules;
  private final OutboundTransport transport;
  private final Semaphore places = new Semaphore(AT_ONCE);

  public OutboundClient(OutboundRules rules) {
    this(rules, InetAddress::getAllByName, null);
  }

  /// @param trusted whose certificates are believed; null for those that Java believes
  OutboundClient(OutboundRules rules, CheckedResolver.Names names, @Nullable SSLContext trusted) {
    this.rules = rules;
    this.transport = new OutboundTransport(new CheckedResolver(rules, names), trusted);
  }

  /// Whom this client may call.
  public OutboundRules rules() {
    return rules;
  }

  /// Sends `request` and waits for the whole answer. Call it outside of any transaction.
  public OutboundOutcome send(OutboundRequest request) {
    Optional<String> complaint = rules.complaint(request.target());
    if (complaint.isPresent()) {
      return new Forbidden(complaint.get());
    }
    if (!places.tryAcquire()) {
      return new Failed("too many requests are under way");
    }
    try {
      return exchange(request);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Failed("interrupted");
    } finally {
      places.release();
    }
  }

  @Override
  public void close() {
    transport.close();
  }

  private OutboundOutcome exchange(OutboundRequest wanted) throws InterruptedException {
    long limit = wanted.within().toMillis();
    Request request =
        transport
            .client()
            .newRequest(wanted.target())
            .method(wanted.method())
            .followRedirects(false)
            .timeout(limit, TimeUnit.MILLISECONDS);
    request.headers(headers -> wanted.headers().forEach(headers::put));
    if (!wanted.contentType().isEmpty()) {
      request.body(new StringRequestContent(wanted.contentType(), wanted.body()));
    }
    var answer = new CompletableResponseListener(request, LONGEST_ANSWER).send();
    try {
      return answered(answer.get(limit, TimeUnit.MILLISECONDS));
    } catch (ExecutionException e) {
      return failed(e.getCause());
    } catch (TimeoutException e) {
      var _ = request.abort(e);
      return failed(e);
    }
  }

  private static Answered answered(ContentResponse response) {
    Map<String, String> headers = new HashMap<>();
    response
        .getHeaders()
        .forEach(field ->
            headers.putIfAbsent(
                field.getName().toLowerCase(Locale.ROOT),
                field.getValue() == null ? "" : field.getValue()));
    return new Answered(response.getStatus(), headers, response.getContentAsString());
  }

  private static OutboundOutcome failed(@Nullable Throwable why) {
    for (Throwable cause = why; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case CheckedResolver.Unreachable _ -> {
          return new Forbidden("leads to an internal address");
        }
        case UnknownHostException _ -> {
          return new Failed("the host is not known");
        }
        case TimeoutException _ -> {
          return new Failed("no answer in time");
        }
        case SSLException _ -> {
          return new Failed("no TLS connection");
        }
        case ConnectException _ -> {
          return new Failed("no connection");
        }
        default -> {}
      }
    }
    return new Failed("no whole answer");
  }
}
