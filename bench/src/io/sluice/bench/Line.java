package io.sluice.bench;

import java.util.Optional;

/**
 * A line of the table.
 *
 * @param target empty when it is told without one
 * @param beside the limit, or the peer, of the same run; empty when there is none
 * @param met empty without a target, and for what could not be measured
 */
record Line(String what, String target, String measured, String beside, Optional<Boolean> met) {
    static Line judged(String what, String target, String measured, String beside, boolean met) {
        return new Line(what, target, measured, beside, Optional.of(met));
    }

    static Line told(String what, String measured, String beside) {
        return new Line(what, "", measured, beside, Optional.empty());
    }
}
