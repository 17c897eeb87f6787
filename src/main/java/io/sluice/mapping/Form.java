package io.sluice.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The forms that {@code as:} can ask for, dates apart ({@link DateForm}). A blank text is no number, boolean or date, and
 * says that there is none: it becomes null.
 */
enum Form implements Conversion {
    /** Numbers and booleans as they are written in JSON. */
    TEXT {
        @Override
        public JsonNode convert(JsonNode node) throws Unmappable {
            return TextNode.valueOf(scalar(node));
        }
    },
    /** A number, or a text that is one. */
    NUMBER {
        @Override
        public JsonNode convert(JsonNode node) throws Unmappable {
            if (node.isNumber()) {
                return node;
            }
            var text = scalar(node).strip();
            if (text.isEmpty()) {
                return NullNode.getInstance();
            }
            if (!NUMBER_TEXT.matcher(text).matches()) {
                throw wrong("a number");
            }
            var number = new BigDecimal(text);
            return text.length() < LONG_DIGITS && number.scale() == 0
                    ? LongNode.valueOf(number.longValueExact())
                    : DecimalNode.valueOf(number);
        }
    },
    /** A boolean, the texts true and false in any case, or 1 and 0. */
    BOOLEAN {
        @Override
        public JsonNode convert(JsonNode node) throws Unmappable {
            switch (scalar(node).strip().toLowerCase(Locale.ROOT)) {
                case "":
                    return NullNode.getInstance();
                case "true", "1":
                    return BooleanNode.TRUE;
                case "false", "0":
                    return BooleanNode.FALSE;
                default:
                    throw wrong("true or false");
            }
        }
    },
    LOWER {
        @Override
        public JsonNode convert(JsonNode node) throws Unmappable {
            return TextNode.valueOf(scalar(node).toLowerCase(Locale.ROOT));
        }
    },
    UPPER {
        @Override
        public JsonNode convert(JsonNode node) throws Unmappable {
            return TextNode.valueOf(scalar(node).toUpperCase(Locale.ROOT));
        }
    },
    /** A text without the blanks around it. */
    TRIM {
        @Override
        public JsonNode convert(JsonNode node) throws Unmappable {
            return TextNode.valueOf(scalar(node).strip());
        }
    },
    /** Anything, objects and arrays too, as JSON text. */
    JSON {
        @Override
        public JsonNode convert(JsonNode node) {
            return TextNode.valueOf(node.toString());
        }
    };

    private static final Pattern NUMBER_TEXT = Pattern.compile("[+-]?\\d{1,30}(\\.\\d{1,30})?([eE][+-]?\\d{1,3})?");

    /** Below this length a whole number surely fits. */
    private static final int LONG_DIGITS = 19;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Form> of(String word) {
        return Arrays.stream(values()).filter(form -> form.word().equals(word)).findFirst();
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Form::word).toList();
    }

    private static String scalar(JsonNode node) throws Unmappable {
        if (!node.isValueNode()) {
            throw Unmappable.value("is " + Json.kind(node) + ", which only 'as: json' takes");
        }
        return node.asText();
    }

    private static Unmappable wrong(String wanted) {
        return Unmappable.value("is not " + wanted);
    }
}
