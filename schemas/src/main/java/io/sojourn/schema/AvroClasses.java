package io.sojourn.schema;

import org.apache.avro.util.ClassSecurityValidator;

/**
 * Lets Avro instantiate the classes of this package.
 *
 * <p>Since 1.12 Avro refuses to load classes that are not on an allow-list, which is usually given
 * as a system property of every JVM. Here it is set by code, once per class loader.
 */
public final class AvroClasses {
  private static final String PACKAGE = AvroClasses.class.getPackageName();

  static {
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(
            ClassSecurityValidator.getGlobal(), type -> type.getPackageName().equals(PACKAGE)));
  }

  private AvroClasses() {}

  /** Adds our classes to what is allowed already. Calling it again changes nothing. */
  public static void allow() {
    // The class initializer has done it.
  }
}
