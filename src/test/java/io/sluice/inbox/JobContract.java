package io.sluice.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.delivery.Job;
import io.sluice.delivery.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every store promises about jobs. */
abstract class JobContract extends StoreTestBase {
    private static final long SEED = Long.getLong("sluice.test.seed", System.nanoTime());

    private static Job job(String lane, String id, long submittedAt, Job.Line... lines) {
        var target = new Target("main", "dataExtension", "Zoë");
        return new Job(lane, id, "rows", target, List.of(lines), Instant.ofEpochMilli(submittedAt));
    }

    private static Job.Line line(String key, long... seqs) {
        var sources = new ArrayList<Job.Source>();
        for (var seq : seqs) {
            sources.add(new Job.Source(seq, seq % 2 == 0 ? "even" : "odd", seq % 3 == 0));
        }
        return new Job.Line(key, sources);
    }

    @Test
    void jobs_come_back_as_they_were_written_in_the_order_they_were_submitted() throws Exception {
        var late = job("lane", "a", 20, line("k|\u0000ü", 7, 8));
        var early = job("lane", "b", 10, line("one", 3), line("two", 4, 6));
        writing(tx -> {
            tx.insert(late);
            tx.insert(early);
            tx.insert(job("other", "a", 5, line("k", 1)));
        });

        assertThat(store.jobs("lane")).containsExactly(early, late);
        writing(tx -> tx.delete(early));
        assertThat(store.jobs("lane")).containsExactly(late);
        assertThat(store.jobs("other")).hasSize(1);
    }

    @Test
    void totals_count_what_jobs_stand_for() throws Exception {
        writing(tx -> {
            tx.insert(job("lane", "a", 1, line("x", 1, 2, 3)));
            tx.insert(job("lane", "b", 1, line("y", 5)));
        });

        assertThat(store.totals().open())
                .isEqualTo(Map.of(
                        new Store.OpenKey("lane", "odd", "submitted"), 3L,
                        new Store.OpenKey("lane", "even", "submitted"), 1L));
    }

    @Test
    void a_large_job_of_any_keys_is_kept_whole() throws Exception {
        System.out.println("lines of a job with -Dsluice.test.seed=" + SEED);
        var random = new Random(SEED);
        var lines = new Job.Line[5_000];
        for (var i = 0; i < lines.length; i++) {
            var key = random.ints(random.nextInt(40), 1, 0xD7FF)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            lines[i] = line(
                    key, random.longs(1 + random.nextInt(3), 1, Long.MAX_VALUE).toArray());
        }
        var job = job("lane", "large", 1, lines);
        writing(tx -> tx.insert(job));

        assertThat(store.jobs("lane")).containsExactly(job);
    }
}
