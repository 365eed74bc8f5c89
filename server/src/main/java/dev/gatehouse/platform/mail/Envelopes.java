package dev.gatehouse.platform.mail;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.UUID;

/// Letters as messages of RFC 5322, in plain text and in HTML.
final class Envelopes {
  private static final String UTF_8 = StandardCharsets.UTF_8.name();

  private final Session session;
  private final Sender from;
  private final String own;
  private final Clock clock;

  Envelopes(Session session, Sender from, String own, Clock clock) {
    this.session = session;
    this.from = from;
    this.own = own;
    this.clock = clock;
  }

  /// @param id in the `Message-ID`, so that a mail which is sent twice after a crash can be seen to
  ///   be the same
  MimeMessage message(Letter letter, UUID id) throws MessagingException {
    MimeMessage message = new Named(session, "<" + id + "@" + own + ">");
    message.setFrom(sender());
    message.setRecipient(Message.RecipientType.TO, new InternetAddress(letter.to(), false));
    message.setSubject(letter.subject(), UTF_8);
    message.setSentDate(Date.from(clock.instant()));
    message.setHeader("Auto-Submitted", "auto-generated"); // RFC 3834: nobody is away to us
    message.setContent(
        new MimeMultipart(
            "alternative", part(letter.text(), "plain"), part(letter.html(), "html")));
    message.saveChanges();
    return message;
  }

  private InternetAddress sender() throws MessagingException {
    try {
      return new InternetAddress(from.address(), from.name(), UTF_8);
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException("UTF-8 is not there", e);
    }
  }

  private static MimeBodyPart part(String text, String subtype) throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    part.setText(text, UTF_8, subtype);
    return part;
  }

  /// A message that keeps the name it is given.
  private static final class Named extends MimeMessage {
    private final String messageId;

    Named(Session session, String messageId) {
      super(session);
      this.messageId = messageId;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", messageId);
    }
  }
}
