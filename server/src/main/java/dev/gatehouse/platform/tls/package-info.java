/// A certificate and its key as operators keep them: PEM files that are renewed in place.
///
/// Owns reading and checking them. Knows no HTTP.
@NullMarked
package dev.gatehouse.platform.tls;

import org.jspecify.annotations.NullMarked;
