/// The API keys that a user makes, rotates and revokes.
@NullMarked
package dev.gatehouse.flows.apikeys;

import org.jspecify.annotations.NullMarked;
