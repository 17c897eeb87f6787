package io.sluice.sandbox.sfmc;

import java.util.Comparator;

/** Why a row is refused. */
record RowProblem(Kind kind, String message) {
    /** Unknown columns first, as seen in production; the rest by text, as good an order as any. */
    static final Comparator<RowProblem> AS_ANSWERED = Comparator.comparing(
                    (RowProblem problem) -> problem.kind() != Kind.NO_FIELD)
            .thenComparing(RowProblem::message);

    enum Kind {
        /** The keys are not the primary key: SFMC answers this alone, without the envelope of unsaved rows. */
        KEY,
        /** Not one column of the row is known: SFMC lists this before everything else. */
        NO_FIELD,
        CELL,
        /** Refused without a reason, as SFMC does for nulls and for locks. */
        UNEXPLAINED
    }

    static RowProblem key(String name) {
        return new RowProblem(Kind.KEY, "Primary key '" + Columns.lower(name) + "' does not exist.");
    }

    static RowProblem noField() {
        return new RowProblem(Kind.NO_FIELD, "At least one existing field is required in the values property");
    }

    static RowProblem cell(String message) {
        return new RowProblem(Kind.CELL, message);
    }

    static RowProblem unexplained() {
        return new RowProblem(Kind.UNEXPLAINED, "");
    }
}
