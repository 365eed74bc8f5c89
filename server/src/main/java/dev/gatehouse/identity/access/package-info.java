/// Roles and permissions: what an identity may do.
@NullMarked
package dev.gatehouse.identity.access;

import org.jspecify.annotations.NullMarked;
