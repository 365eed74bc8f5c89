/// The users as those who manage them see them: found, filtered and read page by page. It changes
/// nothing.
///
/// No page costs more with a million users than with a thousand: every list follows an index, from
/// where the last page ended. Read [Directory] first.
@NullMarked
package dev.gatehouse.identity.directory;

import org.jspecify.annotations.NullMarked;
