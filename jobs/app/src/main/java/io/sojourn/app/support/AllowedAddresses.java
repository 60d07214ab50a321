package io.sojourn.app.support;

import io.sojourn.connectors.channel.http.AddressGuard;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads blocks of addresses, with commas between. */
final class AllowedAddresses implements ITypeConverter<AddressGuard> {
  @Override
  public AddressGuard convert(String text) {
    try {
      return AddressGuard.allowing(List.of(text.split(",")));
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }
}
