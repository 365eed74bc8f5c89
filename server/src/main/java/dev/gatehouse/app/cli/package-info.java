/// The command line: serve, db, users, keys, config, smoke-test.
@NullMarked
package dev.gatehouse.app.cli;

import org.jspecify.annotations.NullMarked;
