/// API keys: credentials that a machine presents instead of signing in.
///
/// A key is shown once, when it is made. The table holds its SHA-256: it is 190 random bits, so a
/// slow password hash would buy nothing. A key belongs to no session and states no epoch: it
/// outlives a new password, and what it may do is what its owner may do at that moment, as far as
/// the key's scopes go.
///
/// Read [ApiKeys] first; [ApiKeyText] is what a client holds, [KnownApiKeys] what nodes remember.
@NullMarked
package dev.gatehouse.identity.apikeys;

import org.jspecify.annotations.NullMarked;
