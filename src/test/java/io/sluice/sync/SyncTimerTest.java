package io.sluice.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.delivery.Holder;
import io.sluice.delivery.Reason;
import java.nio.file.Files;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SyncTimerTest extends SyncTestBase {
    private static final Instant LAST = Instant.parse("2026-03-01T12:00:00Z");

    private final Set<String> held = new TreeSet<>(List.of("sfmc-main"));
    private SyncTimer timer;

    @BeforeEach
    void prepare() {
        timer = timer();
    }

    private SyncTimer timer() {
        return new SyncTimer(configured, warehouses, new Held(held), syncs, clock);
    }

    private record Held(Set<String> doors) implements Holder {
        @Override
        public boolean holds(String door) {
            return doors.contains(door);
        }
    }

    @Test
    void only_the_holder_of_the_account_asks() {
        assertThat(timer.mayRun("default")).isTrue();
        held.clear();
        assertThat(timer.mayRun("default")).isFalse();
    }

    @Test
    void when_it_may_run_the_state_can_be_asked() throws Exception {
        timer.mayRun("default");
        assertThat(rows("SELECT collection FROM sfmc_prod._sync_state")).isEmpty();
    }

    @Test
    void the_times_of_either_database_are_understood() {
        assertThat(timer.isDue("default", List.of()))
                .as("nothing was ever copied")
                .isTrue();
        assertThat(timer.isDue("default", sqlite("2026-03-01 14:59:59"))).isFalse();
        assertThat(timer.isDue("default", sqlite("2026-03-01 15:10:00"))).isTrue();
        assertThat(timer.isDue("default", postgres(LAST.plus(Duration.ofMinutes(179)))))
                .isFalse();
        assertThat(timer.isDue("default", postgres(LAST.plus(Duration.ofMinutes(190)))))
                .isTrue();
    }

    @Test
    void a_collection_without_any_run_is_due() {
        var states = sqlite("2026-03-01 12:01:00");
        states.get(0).put("last_run_at", null);
        assertThat(timer.isDue("default", states)).isTrue();
    }

    @Test
    void after_a_run_that_failed_this_process_waits_ten_minutes_whatever_the_warehouse_says() {
        account.fails(Reason.UNAVAILABLE, "HTTP 503");
        timer.run("default");
        assertThat(timer.mayRun("default")).isFalse();
        clock.passes(Duration.ofMinutes(10));
        assertThat(timer.mayRun("default")).isTrue();
    }

    @Test
    void a_run_of_the_timer_copies() throws Exception {
        lists.with("7", "seven", T1);
        timer.run("default");
        assertThat(timer.mayRun("default")).isTrue();
        assertThat(rows("SELECT name FROM sfmc_prod.lists")).containsExactly("seven");
    }

    @Test
    void a_warehouse_that_is_away_is_an_exception_for_the_route() throws Exception {
        configure(Files.createFile(directory.resolve("file")).resolve("warehouse.db"));
        timer = timer();
        assertThatThrownBy(() -> timer.mayRun("default")).isInstanceOf(WarehouseUnavailable.class);
    }

    private static List<Map<String, Object>> sqlite(String now) {
        return states("2026-03-01T12:00:00.000000Z", now);
    }

    private static List<Map<String, Object>> postgres(Instant now) {
        return states(Timestamp.from(LAST), Timestamp.from(now));
    }

    private static List<Map<String, Object>> states(Object last, Object now) {
        return List.of("campaigns", "campaign_assets", "lists").stream()
                .map(name -> {
                    Map<String, Object> row = new HashMap<>();
                    row.put("collection", name);
                    row.put("last_run_at", last);
                    row.put("asked_at", now);
                    return row;
                })
                .toList();
    }
}
