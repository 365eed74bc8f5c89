/// Tells others over HTTP what the audit records: whoever runs the server names a URL and which
/// events it wants.
///
/// What is to be sent is put into the outbox in the transaction of the event. Read [Webhooks]
/// first, then [WebhookDelivery].
@NullMarked
package dev.gatehouse.identity.webhooks;

import org.jspecify.annotations.NullMarked;
