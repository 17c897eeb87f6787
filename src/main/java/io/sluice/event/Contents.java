package io.sluice.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/** What an event may hold, whatever the Segment Spec says: what every destination and both stores can hold as well. */
final class Contents {
    private final Problems problems;

    private Contents(Problems problems) {
        this.problems = problems;
    }

    /** @param within where the node is in the event, as a JSON pointer */
    static void check(JsonNode node, String within, Problems problems) {
        new Contents(problems).check(node, within, 1);
    }

    private void check(JsonNode node, String within, int depth) {
        if (node.isContainerNode() && depth > Limits.DEPTH) {
            problems.add(within, "Objects and lists are nested deeper than %d levels here.".formatted(Limits.DEPTH));
        } else if (node.isObject()) {
            for (var member : node.properties()) {
                checkText(member.getKey(), within, "A name");
                check(member.getValue(), within + "/" + escaped(member.getKey()), depth + 1);
            }
        } else if (node.isArray()) {
            for (var i = 0; i < node.size(); i++) {
                check(node.get(i), within + "/" + i, depth + 1);
            }
        } else if (node.isTextual()) {
            checkText(node.textValue(), within, "The text");
        } else if (node.isNumber()) {
            checkNumber(node.decimalValue(), within);
        }
    }

    /** PostgreSQL has no NUL in texts; half a surrogate pair has no form in UTF-8 at all. */
    private void checkText(String text, String within, String what) {
        if (text.indexOf('\0') >= 0) {
            problems.add(within, what + " contains the NUL character (\\u0000), which cannot be kept. Remove it.");
        }
        if (hasHalfPair(text)) {
            problems.add(within, what + " contains half of a surrogate pair, such as a cut emoji. Remove it.");
        }
    }

    private static boolean hasHalfPair(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!Character.isSupplementaryCodePoint(text.codePointAt(i))) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    private void checkNumber(BigDecimal number, String within) {
        var exponent = (long) number.precision() - number.scale() - 1;
        if (number.precision() > Limits.DIGITS || number.signum() != 0 && Math.abs(exponent) > Limits.EXPONENT) {
            problems.add(
                    within,
                    "The number has more than %d digits or an exponent beyond %d. Send it as a string."
                            .formatted(Limits.DIGITS, Limits.EXPONENT));
        }
    }

    /** RFC 6901, section 3. */
    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
