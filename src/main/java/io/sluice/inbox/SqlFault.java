package io.sluice.inbox;

import java.sql.SQLException;

/** Carries the fault of a database through works, which know no SQL. */
final class SqlFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient SQLException fault;

    SqlFault(SQLException fault) {
        super(fault);
        this.fault = fault;
    }

    SQLException fault() {
        return fault;
    }
}
