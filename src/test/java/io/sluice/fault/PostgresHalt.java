package io.sluice.fault;

import io.sluice.fault.KillPoint.Statement;
import io.sluice.fault.KillPoint.When;
import java.sql.Connection;
import java.sql.SQLException;

/** By a trigger that waits for a lock which this connection has. */
final class PostgresHalt implements Halt {
    private static final int LOCK = 4711;

    private final Connection connection;

    PostgresHalt(Connection connection) throws SQLException {
        this.connection = connection;
        execute("SELECT pg_advisory_lock(" + LOCK + ")");
        execute("CREATE OR REPLACE FUNCTION public.halt() RETURNS trigger LANGUAGE plpgsql AS"
                + " 'BEGIN PERFORM pg_advisory_xact_lock(" + LOCK + "); RETURN NEW; END'");
    }

    @Override
    public void at(Statement statement) throws SQLException {
        var trigger = statement.when() == When.AT_COMMIT
                ? "CREATE CONSTRAINT TRIGGER halt AFTER UPDATE ON sfmc_prod.%2$s DEFERRABLE INITIALLY DEFERRED"
                : "CREATE TRIGGER halt %1$s ON sfmc_prod.%2$s";
        execute((trigger + " FOR EACH ROW WHEN (%3$s) EXECUTE FUNCTION public.halt()")
                .formatted(statement.when().sql(), statement.table(), statement.condition()));
    }

    @Override
    public boolean reached() throws SQLException {
        try (var asked = connection.createStatement();
                var answer = asked.executeQuery("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objid = " + LOCK
                        + " AND NOT granted")) {
            return answer.next();
        }
    }

    /** The dead run's server process still waits when this is called, and must find by itself that nobody is there any more. */
    @Override
    public void lift() throws SQLException {
        execute("""
                DO $$ DECLARE t regclass; BEGIN
                    FOR t IN SELECT tgrelid::regclass FROM pg_trigger WHERE tgname = 'halt' LOOP
                        EXECUTE 'DROP TRIGGER halt ON ' || t;
                    END LOOP;
                END $$""");
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
