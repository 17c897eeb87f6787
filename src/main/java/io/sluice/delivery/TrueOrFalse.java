package io.sluice.delivery;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Locale;
import org.eclipse.microprofile.config.spi.Converter;

/** Reads a setting that is {@code true} or {@code false}. Any other word is a slip, and would pass for {@code false} otherwise. */
@RegisterForReflection
public final class TrueOrFalse implements Converter<Boolean> {
    private static final long serialVersionUID = 1L;

    @Override
    public Boolean convert(String word) {
        return switch (word.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            // The framework names the setting and its value.
            default -> throw new IllegalArgumentException("it must be true or false");
        };
    }
}
