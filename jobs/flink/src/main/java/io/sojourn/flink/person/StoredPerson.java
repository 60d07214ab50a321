package io.sojourn.flink.person;

import io.sojourn.core.codec.ByteReader;
import io.sojourn.core.codec.ByteWriter;
import io.sojourn.core.codec.MalformedBytesException;
import io.sojourn.core.identity.Mentions;
import io.sojourn.core.identity.PersonId;
import io.sojourn.core.person.PersonEngine;
import io.sojourn.core.person.PersonStore;
import io.sojourn.core.profile.Profile;
import io.sojourn.flink.support.KeyedBytes;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * Keyed state {@code person}: the parts of a person in one value, so that an input costs at most
 * one read and one write. Without a TTL: a person is kept until its last fragment leaves. Bounded:
 * the engine refuses an event that would leave a part over 1 MiB.
 *
 * <p>Format: a version byte, then each part with its length, 0 for none. A person written before
 * there was this value is found in the states {@code profile}, {@code audiences} and {@code
 * journeys}, and is moved here when it is next written.
 */
public final class StoredPerson implements PersonStore {
  /** Of the state in which persons are kept. */
  public static final ValueStateDescriptor<byte[]> DESCRIPTOR = KeyedBytes.descriptor("person");

  /** Of the profiles of persons that were written before there was that state. */
  static final ValueStateDescriptor<byte[]> SEPARATE_PROFILE = KeyedBytes.descriptor("profile");

  private static final int VERSION = 1;
  private static final int PERSON = 0;
  private static final byte[] NONE = {};

  /** In the order in which they are stored. */
  private static final List<Part> PARTS = List.of(Part.PROFILE, Part.AUDIENCES, Part.JOURNEYS);

  private final KeyedBytes<PersonId> values;
  private final IntConsumer written;
  private final Map<Part, byte[]> parts = new EnumMap<>(Part.class);
  private boolean loaded;
  private boolean separate;
  private boolean changed;

  /**
   * @param keyInForce makes another person the one whose state is read and written
   * @param written takes the length of every person that changed, bytes
   */
  StoredPerson(RuntimeContext context, Consumer<PersonId> keyInForce, IntConsumer written) {
    this.values =
        new KeyedBytes<>(
            context,
            keyInForce,
            DESCRIPTOR.getName(),
            SEPARATE_PROFILE.getName(),
            "audiences",
            "journeys");
    this.written = written;
  }

  /** To be called for each input and timer, with the person's key in force. */
  StoredPerson of(PersonId person) {
    values.at(person);
    parts.clear();
    loaded = false;
    separate = false;
    changed = false;
    return this;
  }

  /**
   * The profile of a stored value.
   *
   * @throws MalformedBytesException if it is none
   */
  public static Profile profile(byte[] value) {
    return PersonEngine.profile(profilePart(value));
  }

  /** Whether the person of a stored value holds something of one of these identities. */
  static boolean concerns(byte[] value, Mentions identities) {
    return PersonEngine.concerns(profilePart(value), identities);
  }

  private static byte[] profilePart(byte[] value) {
    ByteReader in = new ByteReader(value);
    checkVersion(in.readByte());
    return in.readBytes();
  }

  @Override
  public byte @Nullable [] load(Part part) {
    if (!loaded) {
      loaded = true;
      read();
    }
    return parts.get(part);
  }

  @Override
  public void save(Part part, byte @Nullable [] bytes) {
    load(part);
    keep(part, bytes);
    changed = true;
  }

  /** Keeps what was saved. To be called at the end of each input and timer. */
  void write() {
    if (!changed) {
      return;
    }
    byte[] value = parts.isEmpty() ? null : value();
    written.accept(value == null ? 0 : value.length);
    values.save(PERSON, value);
    if (separate) {
      PARTS.forEach(part -> values.save(whereSeparate(part), null));
    }
  }

  /** Writes persons that have been waiting for long. */
  void writeSome() {
    values.writeSome();
  }

  /** Writes all persons that are not written yet. To be called at each checkpoint. */
  void flush() {
    values.flush();
  }

  private void read() {
    byte[] value = values.load(PERSON);
    if (value == null) {
      separate = values.load(whereSeparate(Part.PROFILE)) != null;
      if (separate) {
        PARTS.forEach(part -> keep(part, values.load(whereSeparate(part))));
      }
      return;
    }
    ByteReader in = new ByteReader(value);
    checkVersion(in.readByte());
    for (Part part : PARTS) {
      byte[] bytes = in.readBytes();
      keep(part, bytes.length == 0 ? null : bytes);
    }
  }

  private static void checkVersion(int version) {
    if (version != VERSION) {
      throw new MalformedBytesException("a person of version " + version);
    }
  }

  private byte[] value() {
    ByteWriter out = new ByteWriter(1024);
    out.writeByte(VERSION);
    for (Part part : PARTS) {
      out.writeBytes(parts.getOrDefault(part, NONE));
    }
    return out.toBytes();
  }

  private void keep(Part part, byte @Nullable [] bytes) {
    if (bytes == null) {
      parts.remove(part);
    } else {
      parts.put(part, bytes);
    }
  }

  private static int whereSeparate(Part part) {
    return 1 + PARTS.indexOf(part);
  }
}
