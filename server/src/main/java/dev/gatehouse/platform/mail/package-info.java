/// Mails as the server sends them, and the ways they leave it.
@NullMarked
package dev.gatehouse.platform.mail;

import org.jspecify.annotations.NullMarked;
