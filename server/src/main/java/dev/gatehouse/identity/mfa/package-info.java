/// Second factors: time-based one-time passwords (RFC 6238), recovery codes, and whatever else a
/// user can show beside a password.
@NullMarked
package dev.gatehouse.identity.mfa;

import org.jspecify.annotations.NullMarked;
