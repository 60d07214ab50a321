package io.sojourn.verify;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.server.SMTPServer;

/** A real SMTP server on loopback that takes every message and keeps its id. */
final class Inbox implements AutoCloseable {
  private static final Pattern MESSAGE_ID = Pattern.compile("(?mi)^Message-ID: <(.*)@sojourn>");

  private final List<String> commandIds = new CopyOnWriteArrayList<>();
  private final SMTPServer server =
      SMTPServer.port(0)
          .bindAddress(InetAddress.getLoopbackAddress())
          .messageHandlerFactory(this::handler)
          .build();

  Inbox() {
    server.start();
  }

  int port() {
    return server.getPortAllocated();
  }

  /** The command ids of the messages, in the order in which they came. */
  List<String> commandIds() {
    return List.copyOf(commandIds);
  }

  @Override
  public void close() {
    server.stop();
  }

  private MessageHandler handler(MessageContext context) {
    return new MessageHandler() {
      @Override
      public void from(String from) {}

      @Override
      public void recipient(String recipient) {}

      @Override
      public String data(InputStream data) throws IOException {
        Matcher id =
            MESSAGE_ID.matcher(new String(data.readAllBytes(), StandardCharsets.ISO_8859_1));
        commandIds.add(id.find() ? id.group(1) : "no id");
        return "taken";
      }

      @Override
      public void done() {}
    };
  }
}
