package io.sluice.delivery;

import java.util.Locale;

/** What became of a delivery. The first six are final. */
public sealed interface Outcome {
    /** As in counters, metrics and logs. */
    default String word() {
        return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /** @param receipt what the destination calls it, for those who have to prove it; empty where it matters to nobody */
    record Delivered(String receipt) implements Outcome {
        public Delivered() {
            this("");
        }
    }

    /** A later event of the same key was written together with it, and covers it. */
    record Merged() implements Outcome {}

    /** A newer event of the same key had been written before. */
    record Stale() implements Outcome {}

    record Filtered(Reason reason) implements Outcome {}

    record Suppressed() implements Outcome {}

    record Refused(Reason reason, String detail) implements Outcome {}

    /**
     * Not yet: the destination has taken the row with others as a job, and its verdict is to come.
     *
     * @param job as the destination calls it
     * @param row the place of the row in it, counted from 0
     * @param part whether the delivery has a part in the row; it is stale otherwise, unless the row is refused
     */
    record Submitted(String job, int row, boolean part) implements Outcome {
        /** Of a delivery that has a part in the row. */
        public Submitted(String job, int row) {
            this(job, row, true);
        }

        Submitted withoutPart() {
            return new Submitted(job, row, false);
        }
    }

    /** Not yet: the row itself failed and is tried again later. Counts as an attempt. */
    record Parked(Reason reason, String detail) implements Outcome {}

    /**
     * The destination says no because of what another has written, perhaps only after it was looked for. A batch makes it
     * parked at first and refused in the end, so nobody else meets it.
     */
    record Contested(Reason reason, String detail) implements Outcome {
        /** The third time is no coincidence. */
        private static final int MOST = 2;

        /** @param attempts before this one */
        Outcome after(int attempts) {
            return attempts < MOST ? new Parked(Reason.ROW_FAILED, detail) : new Refused(reason, detail);
        }
    }

    /** Not yet, through no fault of the row: offered again as soon as the account or the lane is. Counts as no attempt. */
    record Held(Reason reason) implements Outcome {}
}
