package io.sluice.sandbox.salesforce;

import java.util.regex.Pattern;

/** Record ids: 15 characters in which case counts, or 18 with a checksum of which are capitals. */
final class Ids {
    private static final Pattern FORM = Pattern.compile("[0-9A-Za-z]{15}|[0-9A-Za-z]{18}");
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final String CHECK = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
    private static final int SHORT = 15;
    private static final int GROUP = 5;

    private Ids() {}

    /** The id with this number, of 18 characters. */
    static String of(String keyPrefix, long number) {
        var digits = new StringBuilder();
        for (long rest = number; digits.length() < SHORT - keyPrefix.length() - GROUP + 1; rest /= DIGITS.length()) {
            digits.append(DIGITS.charAt((int) (rest % DIGITS.length())));
        }
        return long18(keyPrefix + "5g00" + digits.reverse());
    }

    static boolean isWellFormed(String id) {
        return FORM.matcher(id).matches() && (id.length() == SHORT || id.equals(long18(short15(id))));
    }

    static String short15(String id) {
        return id.length() > SHORT ? id.substring(0, SHORT) : id;
    }

    static String long18(String id) {
        var check = new StringBuilder(short15(id));
        for (int group = 0; group < SHORT; group += GROUP) {
            int capitals = 0;
            for (int i = 0; i < GROUP; i++) {
                capitals |= Character.isUpperCase(id.charAt(group + i)) ? 1 << i : 0;
            }
            check.append(CHECK.charAt(capitals));
        }
        return check.toString();
    }
}
