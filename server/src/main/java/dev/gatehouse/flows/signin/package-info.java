/// Signing in, staying signed in, signing out: joins accounts, passwords, sessions and tokens.
@NullMarked
package dev.gatehouse.flows.signin;

import org.jspecify.annotations.NullMarked;
