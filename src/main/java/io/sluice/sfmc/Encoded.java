package io.sluice.sfmc;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** A text as one segment of a path, or one value of a query. SFMC reads only {@code %20} as a blank, not a plus sign. */
final class Encoded {
    private Encoded() {}

    static String of(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }
}
