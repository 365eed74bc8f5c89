package dev.gatehouse.app.traces;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderConfig;
import io.opentelemetry.sdk.common.export.MessageWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Consumer;

/// Sends batches with the JDK's own client, one try each: the batches of a collector that is away
/// are dropped, as the specification of OTLP allows.
final class JdkSender implements HttpSender {
  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(3);

  private final HttpSenderConfig config;
  private final HttpClient client;

  JdkSender(HttpSenderConfig config) {
    this.config = config;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(LONGEST_CONNECT)
            .build();
  }

  @Override
  public void send(
      MessageWriter message, Consumer<HttpResponse> answered, Consumer<Throwable> failed) {
    Thread.ofVirtual()
        .name("traces")
        .start(() -> {
          try {
            var answer = client.send(request(message), BodyHandlers.ofByteArray());
            answered.accept(new Answer(answer.statusCode(), answer.body()));
          } catch (IOException | InterruptedException e) {
            failed.accept(e);
          }
        });
  }

  @Override
  public CompletableResultCode shutdown() {
    client.shutdown();
    return CompletableResultCode.ofSuccess();
  }

  private HttpRequest request(MessageWriter message) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    message.writeMessage(body);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(config.getEndpoint())
            .timeout(config.getTimeout())
            .header("Content-Type", config.getContentType());
    config
        .getHeadersSupplier()
        .get()
        .forEach((name, values) -> values.forEach(value -> request.header(name, value)));
    return request.POST(BodyPublishers.ofByteArray(body.toByteArray())).build();
  }

  @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
  private record Answer(int getStatusCode, byte[] getResponseBody) implements HttpResponse {
    @Override
    public String getStatusMessage() {
      return Integer.toString(getStatusCode);
    }
  }
}
