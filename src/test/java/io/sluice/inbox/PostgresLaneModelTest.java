package io.sluice.inbox;

import java.time.InstantSource;

class PostgresLaneModelTest extends LaneModelContract {
    private final PostgresDatabase database = PostgresDatabase.create();

    @Override
    Store open() {
        return SqlStore.open(database.database(InstantSource.system()));
    }
}
