package dev.gatehouse.app.traces;

import dev.gatehouse.app.OperationSettings;
import dev.gatehouse.platform.http.Tracing;
import dev.gatehouse.platform.storage.Database;
import dev.gatehouse.platform.storage.FollowedDatabase;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One span a request, continued from `traceparent` (W3C Trace Context) and sent by OTLP; one below
/// it for each unit of work of the database.
public final class OtelTracing implements Tracing, AutoCloseable {
  private static final int CLOSE_SECONDS = 3;
  private static final TextMapGetter<Arrival> HEADERS =
      new TextMapGetter<>() {
        @Override
        public @Nullable String get(@Nullable Arrival arrival, String name) {
          return arrival == null ? null : arrival.header().apply(name);
        }
      };

  private final SdkTracerProvider provider;
  private final Tracer tracer;

  private OtelTracing(SdkTracerProvider provider) {
    this.provider = provider;
    this.tracer = provider.get("dev.gatehouse");
  }

  /// Sends spans there in batches, from a thread of its own.
  public static OtelTracing start(OperationSettings.Traces settings) {
    OtlpHttpSpanExporterBuilder exporter =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(settings.endpoint().toString())
            .setComponentLoader(new JdkSenders());
    settings.headers().forEach(exporter::addHeader);
    return new OtelTracing(
        SdkTracerProvider.builder()
            .setResource(resource(settings))
            .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(settings.share())))
            .addSpanProcessor(BatchSpanProcessor.builder(exporter.build()).build())
            .build());
  }

  @Override
  public Span begin(Arrival arrival) {
    Context parent =
        W3CTraceContextPropagator.getInstance().extract(Context.root(), arrival, HEADERS);
    String method = known(arrival.method());
    io.opentelemetry.api.trace.Span span =
        tracer
            .spanBuilder(method.equals("_OTHER") ? "HTTP" : method)
            .setParent(parent)
            .setSpanKind(SpanKind.SERVER)
            .setAttribute("http.request.method", method)
            .setAttribute("url.path", arrival.path())
            .setAttribute("url.scheme", arrival.scheme())
            .setAttribute("client.address", arrival.client())
            .setAttribute("user_agent.original", arrival.agent())
            .setAttribute("gatehouse.request_id", arrival.id())
            .startSpan();
    return new RequestSpan(span, parent, method);
  }

  /// `database`, with a span for each unit that a request waits for.
  public Database follow(Database database) {
    String system = database.dialect().name().toLowerCase(Locale.ROOT);
    return new FollowedDatabase(database, kind -> UnitSpan.begin(tracer, kind, system));
  }

  /// Sends what is left, for as long as a stop may take.
  @Override
  public void close() {
    provider.shutdown().join(CLOSE_SECONDS, TimeUnit.SECONDS);
  }

  private static Resource resource(OperationSettings.Traces settings) {
    AttributesBuilder attributes = Attributes.builder();
    settings.attributes().forEach(attributes::put);
    attributes.put("service.name", settings.serviceName());
    return Resource.getDefault().merge(Resource.create(attributes.build()));
  }

  /// Names for methods that anybody may make up are not taken from them.
  private static String known(String method) {
    return switch (method) {
      case "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS" -> method;
      default -> "_OTHER";
    };
  }
}
