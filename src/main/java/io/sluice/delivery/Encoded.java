package io.sluice.delivery;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** A text as one segment of a path, or one value of a query. A blank is {@code %20}: SFMC does not read a plus sign as one. */
public final class Encoded {
    private Encoded() {}

    public static String of(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }
}
