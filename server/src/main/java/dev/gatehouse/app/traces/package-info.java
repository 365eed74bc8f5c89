/// Traces by OpenTelemetry. Nothing of it is loaded unless an endpoint is configured.
@NullMarked
package dev.gatehouse.app.traces;

import org.jspecify.annotations.NullMarked;
