/// A user's own email address: proving it, changing it, and undoing the change.
@NullMarked
package dev.gatehouse.flows.email;

import org.jspecify.annotations.NullMarked;
