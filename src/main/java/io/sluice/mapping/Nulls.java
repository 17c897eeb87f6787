package io.sluice.mapping;

/** What becomes of a column whose value is null. */
enum Nulls {
    /** It is not sent, and keeps what it has: SFMC's REST API silently rejects nulls, say Segment's docs. */
    OMIT,
    /** It is sent, and clears the column. */
    CLEAR,
    /** The event is refused. */
    REFUSE
}
