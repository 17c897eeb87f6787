package io.sluice.inbox;

import java.time.InstantSource;

class PostgresRecordModelTest extends RecordModelContract {
    private final PostgresDatabase database = PostgresDatabase.create();

    @Override
    Store open(InstantSource clock) {
        return SqlStore.open(database.database(clock));
    }
}
