package io.sluice.sandbox.sfmc;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The types of SFMC columns: what each takes, and as what it is kept. */
public enum ColumnType {
    TEXT("Text", 50) {
        @Override
        Object read(String text, Column column) {
            return bounded(text, column);
        }
    },
    NUMBER("Number", null) {
        @Override
        Object read(String text, Column column) {
            try {
                return Integer.valueOf(text.trim());
            } catch (NumberFormatException e) {
                throw BadCell.notValid(column, "number", "InvalidNumber");
            }
        }
    },
    DECIMAL("Decimal", 18) {
        @Override
        Object read(String text, Column column) {
            var rounded = decimal(text, column).setScale(column.scale(), RoundingMode.HALF_UP);
            if (rounded.precision() - rounded.scale() > column.length() - column.scale()) {
                throw BadCell.notValid(column, "decimal", "DecimalOverflow");
            }
            return rounded;
        }
    },
    DATE("Date", null) {
        @Override
        Object read(String text, Column column) {
            try {
                return AccountTime.read(text.trim());
            } catch (DateTimeException e) {
                throw BadCell.notValid(column, "date", "InvalidDate");
            }
        }
    },
    BOOLEAN("Boolean", null) {
        @Override
        Object read(String text, Column column) {
            var word = text.trim().toLowerCase(Locale.ROOT);
            if (TRUE.contains(word)) {
                return true;
            }
            if (FALSE.contains(word)) {
                return false;
            }
            throw BadCell.notValid(column, "boolean", "InvalidBoolean");
        }
    },
    EMAIL_ADDRESS("EmailAddress", 254) {
        @Override
        Object read(String text, Column column) {
            return matching(text, EMAIL_FORM, column, "email address", "InvalidEmailAddress");
        }
    },
    PHONE("Phone", 50) {
        @Override
        Object read(String text, Column column) {
            return matching(text, PHONE_FORM, column, "phone number", "ExactTarget.Core.Validation.ValidationResult[]");
        }
    },
    LOCALE("Locale", 5) {
        @Override
        Object read(String text, Column column) {
            return matching(text, LOCALE_FORM, column, "locale", "InvalidLocale");
        }
    };

    private static final Set<String> TRUE = Set.of("true", "1", "y", "yes");
    private static final Set<String> FALSE = Set.of("false", "0", "n", "no");
    private static final Pattern EMAIL_FORM = Pattern.compile("[^\\s@,;<>()]+@[^\\s@,;<>()]+\\.[^\\s@,;<>().]{2,}");
    private static final Pattern PHONE_FORM = Pattern.compile("[ (]*\\+?(?:[ ().\\-/]*\\d){7,15}[ ()]*");
    private static final Pattern LOCALE_FORM = Pattern.compile("[A-Za-z]{2}(-[A-Za-z]{2})?");

    private final String spelling;
    private final Integer defaultLength;

    ColumnType(String spelling, Integer defaultLength) {
        this.spelling = spelling;
        this.defaultLength = defaultLength;
    }

    /** As SFMC writes it. */
    @JsonValue
    String spelling() {
        return spelling;
    }

    /** Null for types without a length. */
    Integer defaultLength() {
        return defaultLength;
    }

    /**
     * The value as it is kept: String, Integer, BigDecimal, LocalDateTime or Boolean.
     *
     * @throws BadCell when the column does not take it
     */
    abstract Object read(String text, Column column);

    @JsonCreator
    static ColumnType named(String name) {
        return Arrays.stream(values())
                .filter(type -> type.spelling.equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + name + "' is no type of field; there are "
                        + Arrays.stream(values()).map(ColumnType::spelling).toList()));
    }

    private static BigDecimal decimal(String text, Column column) {
        try {
            var number = new BigDecimal(text.trim());
            // A huge exponent would be written out digit by digit.
            if (Math.abs((long) number.precision() - number.scale()) > 1000) {
                throw BadCell.notValid(column, "decimal", "DecimalOverflow");
            }
            return number;
        } catch (NumberFormatException e) {
            throw BadCell.notValid(column, "decimal", "InvalidDecimal");
        }
    }

    private static String bounded(String text, Column column) {
        if (text.length() > column.length()) {
            throw BadCell.tooLong(column);
        }
        return text;
    }

    private static String matching(String text, Pattern pattern, Column column, String what, String parseError) {
        bounded(text, column);
        if (!pattern.matcher(text.trim()).matches()) {
            throw BadCell.notValid(column, what, parseError);
        }
        return text.trim();
    }
}
