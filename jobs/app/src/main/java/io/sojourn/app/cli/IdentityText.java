package io.sojourn.app.cli;

import io.sojourn.core.identity.Identity;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code NAMESPACE:value}. */
final class IdentityText implements ITypeConverter<Identity> {
  @Override
  public Identity convert(String text) {
    int colon = text.indexOf(':');
    if (colon <= 0 || colon == text.length() - 1) {
      throw new TypeConversionException("'" + text + "' is not an identity such as CRMID:c-17");
    }
    return new Identity(text.substring(0, colon), text.substring(colon + 1));
  }
}
