package dev.gatehouse.app.traces;

import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;
import java.util.List;

/// Gives the exporter its sender, in place of a search for service files.
final class JdkSenders implements ComponentLoader {
  @Override
  public <T> Iterable<T> load(Class<T> service) {
    if (service != HttpSenderProvider.class) {
      return List.of();
    }
    HttpSenderProvider provider = JdkSender::new;
    return List.of(service.cast(provider));
  }
}
