/// What log lines carry beside their message: the request they belong to, and fields of their own.
///
/// Owns neither the format nor the place of the log.
@NullMarked
package dev.gatehouse.platform.logs;

import org.jspecify.annotations.NullMarked;
