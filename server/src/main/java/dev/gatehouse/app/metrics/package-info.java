/// The server's figures in the format of Prometheus. Nothing of it is loaded before the first
/// question.
@NullMarked
package dev.gatehouse.app.metrics;

import org.jspecify.annotations.NullMarked;
