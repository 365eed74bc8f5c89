/// The WebSocket: who may open one, what they are told over it, and when it is closed. What happens
/// is known from the news and from the audit; nothing here is asked for socket by socket.
@NullMarked
package dev.gatehouse.flows.live;

import org.jspecify.annotations.NullMarked;
