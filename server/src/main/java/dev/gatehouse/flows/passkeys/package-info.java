/// What users do with their own passkeys. Signing in by one is the business of `flows.signin`.
@NullMarked
package dev.gatehouse.flows.passkeys;

import org.jspecify.annotations.NullMarked;
