package io.sluice.inbox;

/** Work as the writer does it. */
@FunctionalInterface
interface SqlWork<T> {
    T in(SqlTx tx) throws Exception;
}
