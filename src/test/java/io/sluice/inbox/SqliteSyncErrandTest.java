package io.sluice.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class SqliteSyncErrandTest extends SyncErrandContract {
    @Test
    void where_no_gateway_ever_was_the_store_is_made_and_a_gateway_can_have_it_afterwards() throws Exception {
        var config = new TestStoreConfig("jdbc:sqlite:" + directory.resolve("new/sluice.db"));
        try (var made = SqlStore.besideOrNew(config, clock)) {
            var asked = new AskedSyncs(made);
            var id = asked.ask("sfmc-main", new Errand.Sync("default", Set.of(), false, false, false));
            assertThat(asked.standing("sfmc-main", id).held()).isFalse();
            try (var gateway = SqlStore.open(Database.of(config, clock))) {
                assertThat(gateway.reads()
                                .<ErrandRow>read(sql -> ErrandSql.one(sql, id))
                                .isOpen())
                        .isTrue();
            }
        }
    }
}
