package io.sojourn.app.cli;

import io.sojourn.core.identity.PersonId;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a person id. */
final class PersonText implements ITypeConverter<PersonId> {
  @Override
  public PersonId convert(String text) {
    try {
      return PersonId.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(
          "'" + text + "' is not a person id such as 2f1c7f4e-6f0e-4f43-9c58-b0d9b4a1f5c2");
    }
  }
}
