package io.sluice.sandbox.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** {@code application/x-www-form-urlencoded}, of a body or a query: a plus sign is a blank. Of several values the first counts. */
public record Form(Map<String, String> fields) {

    /** @throws IllegalArgumentException when a percent sign is not followed by two hexadecimal digits */
    public static Form of(String raw) {
        var fields = new LinkedHashMap<String, String>();
        for (var pair : raw.split("&")) {
            var parts = pair.split("=", 2);
            fields.putIfAbsent(decode(parts[0]), parts.length == 2 ? decode(parts[1]) : "");
        }
        return new Form(fields);
    }

    public Optional<String> get(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    private static String decode(String raw) {
        return URLDecoder.decode(raw, StandardCharsets.UTF_8);
    }
}
