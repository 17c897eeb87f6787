package io.sluice.delivery;

/** What is known of a target says this about a row. */
public sealed interface Checked {
    /** @param row as it is to be sent */
    record Fits(Row row) implements Checked {}

    /** The destination would certainly refuse it. */
    record Refused(Reason reason, String detail) implements Checked {}

    /** Not this row is wrong: no row of its mapping fits the target. */
    record Misfit(Failure failure) implements Checked {}
}
