package io.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.delivery.Target;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What must stay in order, as one text: {@code dataextension/orders|contact key=mem-31|order id=o-9}. Equal for rows that
 * the destination takes for one: without letter case, without blanks at the end, 7 and 7.0 and "7" alike, whatever the order of
 * the columns. Bars, equal signs and control characters in values are percent-encoded, so that no two keys run together.
 */
final class OrderKey {
    /** PostgreSQL cannot index texts above some 2,700 bytes. */
    private static final int MAX_LENGTH = 500;

    private OrderKey() {}

    /** @param folded whether values that differ in letter case alone are one: of an external id only describe knows */
    static String of(Target target, Map<String, JsonNode> keys, boolean folded) {
        var key = new StringBuilder(64);
        append(key, folded(target.kind()));
        key.append('/');
        append(key, folded(target.name()));
        var sorted = new TreeMap<String, JsonNode>(String.CASE_INSENSITIVE_ORDER);
        sorted.putAll(keys);
        sorted.forEach((column, value) -> {
            append(key.append('|'), folded(column));
            var text = Json.canonical(value).stripTrailing();
            append(key.append('='), folded ? folded(text) : text);
        });
        return key.length() > MAX_LENGTH ? shortened(key.toString()) : key.toString();
    }

    private static String folded(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static void append(StringBuilder key, String text) {
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c < ' ' || c == '|' || c == '=' || c == '%' || c == 127) {
                key.append('%').append(HexFormat.of().toHexDigits((byte) c));
            } else {
                key.append(c);
            }
        }
    }

    private static String shortened(String key) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return key.substring(0, MAX_LENGTH / 2) + "%" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
