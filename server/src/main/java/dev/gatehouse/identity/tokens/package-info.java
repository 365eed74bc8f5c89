/// What carries a session: JWT access tokens with their signing keys, and rotating refresh tokens.
///
/// Read [AccessTokens] and [RefreshTokens] first; [Credentials] checks what a client presents, API
/// keys among it; a [Bearer] is who presented it.
@NullMarked
package dev.gatehouse.identity.tokens;

import org.jspecify.annotations.NullMarked;
