/// Keys and what is done with them: derivation, sealing, digests, randomness, the signature
/// provider.
@NullMarked
package dev.gatehouse.platform.crypto;

import org.jspecify.annotations.NullMarked;
