/// A user's own account: its name and metadata, all that is held about it, and its erasure.
@NullMarked
package dev.gatehouse.flows.profile;

import org.jspecify.annotations.NullMarked;
