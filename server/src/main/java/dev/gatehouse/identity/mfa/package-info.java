/// Second factors: time-based one-time passwords (RFC 6238).
@NullMarked
package dev.gatehouse.identity.mfa;

import org.jspecify.annotations.NullMarked;
