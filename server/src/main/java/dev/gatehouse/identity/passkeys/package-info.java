/// Passkeys (WebAuthn Level 3): whose they are, and whether an answer of an authenticator proves
/// what it says. Sessions are none of its business.
@NullMarked
package dev.gatehouse.identity.passkeys;

import org.jspecify.annotations.NullMarked;
