package io.sluice.inbox;

class PostgresTraceTest extends TraceContract {
    @Override
    TestDatabase create() {
        return PostgresDatabase.create();
    }
}
