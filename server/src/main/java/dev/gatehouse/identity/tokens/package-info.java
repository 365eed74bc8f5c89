/// What carries a session: JWT access tokens with their signing keys, and rotating refresh tokens.
///
/// Read [AccessTokens] and [RefreshTokens] first; [Credentials] checks what a client presents.
@NullMarked
package dev.gatehouse.identity.tokens;

import org.jspecify.annotations.NullMarked;
