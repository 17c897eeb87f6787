package io.sluice.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SqliteErrandTest extends ErrandContract {
    /** What reads first and writes then would fail if another process had written in between. */
    @Test
    void a_command_that_writes_disturbs_no_transaction_of_the_gateway() throws Exception {
        try (var beside = besideStore()) {
            var asking = CompletableFuture.runAsync(() -> {
                for (var i = 0; i < 50; i++) {
                    beside.clean(tx -> ErrandSql.insert(
                                    tx.sql(), "nobody's", Optional.empty(), new Errand.Pause(), tx.now()))
                            .toCompletableFuture()
                            .join();
                }
            });
            var settled = 0;
            while (!asking.isDone() || settled < 50) {
                writing(tx -> {
                    tx.fence(ModelFlow.ACCOUNT, account.fence().orElseThrow());
                    tx.move("lane", 0, "");
                });
                settled++;
            }
            asking.get(30, TimeUnit.SECONDS);
        }
        assertThat(database.number("SELECT count(*) FROM errand")).isEqualTo(50);
    }

    @Test
    void a_store_that_is_not_there_is_not_made() {
        var missing = new TestStoreConfig("jdbc:sqlite:" + directory.resolve("missing.db"));

        assertThatThrownBy(() -> Database.beside(missing, InstantSource.system()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("There is no store")
                .hasMessageContaining("start the gateway first");
        assertThat(directory.resolve("missing.db")).doesNotExist();
    }
}
