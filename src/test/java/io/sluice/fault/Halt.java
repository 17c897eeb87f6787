package io.sluice.fault;

import java.sql.SQLException;

/** Makes a run stand still at a statement, so that it is killed right there. */
interface Halt extends AutoCloseable {
    void at(KillPoint.Statement statement) throws SQLException;

    /** Whether the run has come there. */
    boolean reached() throws SQLException;

    /** After the kill: the next run passes. */
    void lift() throws SQLException;

    @Override
    void close() throws SQLException;
}
