package io.sluice.salesforce;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A number of calls, or a share of others.
 *
 * @param share from 0 to 1; 0 where it is a number
 */
record Allowance(long calls, double share) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})(%)?");

    /** Empty when it is neither, or more than 100 %. */
    static Optional<Allowance> of(String text) {
        var form = FORM.matcher(text.strip());
        if (!form.matches()) {
            return Optional.empty();
        }
        var number = Long.parseLong(form.group(1));
        if (form.group(2) == null) {
            return Optional.of(new Allowance(number, 0));
        }
        return number <= 100 ? Optional.of(new Allowance(0, number / 100.0)) : Optional.empty();
    }

    /** @param max what it is a share of */
    long of(long max) {
        return share > 0 ? (long) Math.floor(max * share) : calls;
    }

    boolean isShare() {
        return share > 0;
    }

    @Override
    public String toString() {
        return isShare() ? Math.round(share * 100) + "%" : Long.toString(calls);
    }
}
