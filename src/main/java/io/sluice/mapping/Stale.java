package io.sluice.mapping;

/** What becomes of an event that is older than what has been written for its key. */
enum Stale {
    /** It writes what no newer one has written; with nothing left it is not sent. */
    SKIP,
    /** It is sent whole, and what it writes is not remembered. */
    SEND
}
