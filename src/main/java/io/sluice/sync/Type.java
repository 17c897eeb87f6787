package io.sluice.sync;

/** What a column holds, whatever the database calls it. */
public enum Type {
    TEXT,
    /** 64 bits. */
    INTEGER,
    DOUBLE,
    BOOLEAN,
    /** A moment, in UTC. */
    TIMESTAMP,
    /** Text that is JSON. */
    JSON
}
