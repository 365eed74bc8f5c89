/// Gatehouse: a self-hosted authentication server.
@NullMarked
package dev.gatehouse;

import org.jspecify.annotations.NullMarked;
