/// What has to leave the server because something happened: written in the transaction of its
/// cause, delivered afterwards by any node. It knows neither mails nor webhooks.
///
/// Each parcel is delivered once, and again only when a node died, or lost the database for
/// minutes, between the delivery and the note of it.
@NullMarked
package dev.gatehouse.platform.outbox;

import org.jspecify.annotations.NullMarked;
