package io.sluice.inbox;

class PostgresSyncErrandTest extends SyncErrandContract {
    @Override
    TestDatabase create() {
        return PostgresDatabase.create();
    }
}
