package io.sluice.inbox;

class PostgresErrandTest extends ErrandContract {
    @Override
    TestDatabase create() {
        return PostgresDatabase.create();
    }
}
