/// Contracts JWT and SESSION: `/api/auth`, which `AUTH_MODE` chooses between. [AuthRoutes] are the
/// calls of both; a [Dialect] words the answers.
@NullMarked
package dev.gatehouse.contracts.auth;

import org.jspecify.annotations.NullMarked;
