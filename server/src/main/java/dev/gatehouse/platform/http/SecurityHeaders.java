package dev.gatehouse.platform.http;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.PreEncodedHttpField;

/// The headers that every answer carries, errors included.
final class SecurityHeaders {
  private final List<HttpField> fields = new ArrayList<>();

  /// @param strictTransport whether to send `Strict-Transport-Security` (RFC 6797)
  SecurityHeaders(boolean strictTransport) {
    fields.add(
        new PreEncodedHttpField(
            "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"));
    fields.add(new PreEncodedHttpField("X-Content-Type-Options", "nosniff"));
    fields.add(new PreEncodedHttpField("Referrer-Policy", "no-referrer"));
    fields.add(new PreEncodedHttpField("X-Frame-Options", "DENY"));
    if (strictTransport) {
      fields.add(
          new PreEncodedHttpField(
              "Strict-Transport-Security", "max-age=31536000; includeSubDomains"));
    }
  }

  void apply(HttpFields.Mutable response) {
    for (HttpField field : fields) {
      response.put(field);
    }
  }
}
