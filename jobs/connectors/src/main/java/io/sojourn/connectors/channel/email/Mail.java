package io.sojourn.connectors.channel.email;

import static java.nio.charset.StandardCharsets.US_ASCII;

import jakarta.mail.Address;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A message as it goes over the wire.
 *
 * @param from in the envelope
 * @param to in the envelope
 * @param headers in their order
 * @param body in lines that end with CRLF
 */
record Mail(InternetAddress from, InternetAddress to, List<Header> headers, byte[] body) {

  /**
   * A header.
   *
   * @param value folded, without what is not ASCII
   */
  record Header(String name, String value) {}

  /** With another sender in the envelope. */
  Mail from(InternetAddress other) {
    return new Mail(other, to, headers, body);
  }

  /** With one more header, before the others. */
  Mail with(Header header) {
    List<Header> all = new ArrayList<>(headers.size() + 1);
    all.add(header);
    all.addAll(headers);
    return new Mail(from, to, all, body);
  }

  /** Headers and body. */
  void writeTo(OutputStream out) throws IOException {
    StringBuilder head = new StringBuilder(1_024);
    for (Header header : headers) {
      head.append(header.name()).append(": ").append(header.value()).append("\r\n");
    }
    out.write(head.append("\r\n").toString().getBytes(US_ASCII));
    out.write(body);
  }

  /** For a transport that takes such messages only. */
  MimeMessage asMessage(Session session) {
    return new Written(session, this);
  }

  private static final class Written extends MimeMessage {
    private final Mail mail;

    Written(Session session, Mail mail) {
      super(session);
      this.mail = mail;
    }

    @Override
    public Address[] getFrom() {
      return new Address[] {mail.from};
    }

    @Override
    public void writeTo(OutputStream out, String[] ignored) throws IOException {
      mail.writeTo(out);
    }
  }

  /** Of whom and to whom it is must not reach a log. */
  @Override
  public String toString() {
    return "Mail[" + body.length + " bytes]";
  }
}
