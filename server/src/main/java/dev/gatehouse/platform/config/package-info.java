/// Where configuration values come from, in which order, and what a value must look like.
///
/// It knows no variable of its own: `app.Settings` declares them all. Read [Sources] first, then
/// [Variable] and [Values].
@NullMarked
package dev.gatehouse.platform.config;

import org.jspecify.annotations.NullMarked;
