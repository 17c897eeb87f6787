package io.sluice.delivery;

/** What is known of a target says this about a row. */
public sealed interface Checked {
    /** @param row as it is to be sent */
    record Fits(Row row) implements Checked {}

    /** The destination would certainly refuse it. */
    record Refused(Reason reason, String detail) implements Checked {}

    /** It is not to be sent, and nothing is wrong with it. */
    record Filtered(Reason reason) implements Checked {}

    /** Another row of the batch is about the same record: this one goes with a later batch, which asks anew. */
    record Later() implements Checked {}

    /** Not this row is wrong: no row of its mapping fits the target. */
    record Misfit(Failure failure) implements Checked {}
}
