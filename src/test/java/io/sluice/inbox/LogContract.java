package io.sluice.inbox;

import static io.sluice.inbox.TestEvents.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.event.Event;
import io.sluice.event.EventType;
import io.sluice.inbox.Store.Urgency;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store promises about the log and its one writer. */
abstract class LogContract extends StoreTestBase {
    @Test
    void keeps_an_event_as_it_was() throws Exception {
        var body = (ObjectNode)
                new ObjectMapper()
                        .readTree(
                                "{\"traits\":{\"name\":\"Zoë \\ud83d\\ude00\",\"nil\":null,\"mrr\":12.5,\"nul\":\"a\\u0000b\"}}");
        var event = new Event(
                "web", "m1", EventType.IDENTIFY, Instant.ofEpochMilli(1_700_000_000_123L), clock.instant(), body);

        assertThat(accept(List.of(event))).isEqualTo(1);

        var kept = store.eventsAfter(0, 10, 1 << 20);
        assertThat(kept).hasSize(1);
        assertThat(kept.get(0).event()).isEqualTo(event);
        assertThat(store.logEnd()).isEqualTo(kept.get(0).seq());
    }

    @Test
    void keeps_a_body_that_utf_8_cannot_spell() throws Exception {
        var body = (ObjectNode) new ObjectMapper().readTree("{\"half\":\"\\ud83d\",\"umlaut\":\"ü\"}");

        accept(List.of(new Event("web", "m\0\ud83d", EventType.TRACK, clock.instant(), clock.instant(), body)));

        assertThat(log(store)).extracting(logged -> logged.event().body()).containsExactly(body);
    }

    @Test
    void passes_over_what_it_has_seen() throws Exception {
        accept(List.of(event("a", clock.instant())));

        assertThat(accept(
                        List.of(event("a", clock.instant()), event("b", clock.instant()), event("b", clock.instant()))))
                .isEqualTo(1);
        int news = settle(tx -> tx.append(List.of(event("b", clock.instant()), event("c", clock.instant()))));
        assertThat(news).isEqualTo(1);
        assertThat(ids(log(store))).containsExactly("a", "b", "c");
    }

    @Test
    void one_messageId_may_come_from_two_sources() throws Exception {
        var now = clock.instant();
        var body = new ObjectMapper().createObjectNode();

        assertThat(accept(List.of(
                        new Event("web", "m", EventType.TRACK, now, now, body),
                        new Event("app", "m", EventType.TRACK, now, now, body))))
                .isEqualTo(2);
    }

    @Test
    void counts_an_event_for_the_first_of_those_who_bring_it_in_one_group() throws Exception {
        var stages = whileTheWriterIsBusy(() -> List.of(
                store.append(List.of(event("a", clock.instant()), event("b", clock.instant()))),
                store.append(List.of(event("b", clock.instant()), event("c", clock.instant()))),
                store.append(List.of(event("c", clock.instant())))));

        assertThat(List.of(get(stages.get(0)), get(stages.get(1)), get(stages.get(2))))
                .containsExactly(2, 1, 0);
    }

    @Test
    void reads_at_most_so_many_events_and_about_so_many_bytes() throws Exception {
        accept(TestEvents.events("e", 20, clock.instant(), 1_000));

        assertThat(store.eventsAfter(0, 7, 1 << 20)).hasSize(7);
        assertThat(store.eventsAfter(0, 100, 5_000)).hasSizeBetween(4, 6);
        assertThat(store.eventsAfter(0, 100, 1)).hasSize(1);
        assertThat(store.eventsAfter(store.logEnd(), 100, 1 << 20)).isEmpty();
    }

    @Test
    void reads_events_by_their_numbers_and_leaves_out_what_is_gone() throws Exception {
        accept(events("e", 1_200));
        var all = log(store);
        var seqs = new ArrayList<>(all.stream().map(LoggedEvent::seq).toList());
        seqs.add(1_000_000L);
        Collections.shuffle(seqs);

        assertThat(store.events(seqs)).isEqualTo(all);
        assertThat(store.events(List.of())).isEmpty();
    }

    @Test
    void a_failing_work_undoes_only_itself() throws Exception {
        var stages = whileTheWriterIsBusy(() -> List.of(
                store.write(Urgency.SETTLE, tx -> tx.append(List.of(event("before", clock.instant())))),
                store.write(Urgency.SETTLE, tx -> {
                    tx.append(List.of(event("undone", clock.instant())));
                    throw new IllegalArgumentException("as a bug would");
                }),
                store.write(Urgency.SETTLE, tx -> {
                    tx.move("no such lane", 1, "");
                    return 0;
                }),
                store.append(List.of(event("after", clock.instant())))));

        assertThat(get(stages.get(0))).isEqualTo(1);
        assertThatThrownBy(() -> get(stages.get(1)))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> get(stages.get(2))).hasMessageContaining("'no such lane' is not registered");
        assertThat(get(stages.get(3))).isEqualTo(1);
        assertThat(ids(log(store))).containsExactly("before", "after");
    }

    @Test
    void a_failing_statement_undoes_only_its_work() throws Exception {
        writing(tx -> tx.register("lane", "main"));
        var row = Rows.waiting("lane", 1, "contacts", "k", 0L);
        var stages = whileTheWriterIsBusy(() -> List.of(
                store.append(List.of(event("one", clock.instant()))),
                store.write(Urgency.SETTLE, tx -> {
                    tx.insert(List.of(row));
                    return 1;
                }),
                store.write(Urgency.SETTLE, tx -> {
                    tx.pauseAccount("main", 7, java.util.Optional.empty());
                    tx.insert(List.of(row));
                    return 1;
                })));

        assertThat(get(stages.get(0))).isEqualTo(1);
        assertThat(get(stages.get(1))).isEqualTo(1);
        assertThatThrownBy(() -> get(stages.get(2))).hasCauseInstanceOf(java.sql.SQLException.class);
        assertThat(database.number("SELECT count(*) FROM account")).isZero();
        assertThat(store.rowsAfter("lane", 0)).hasSize(1);
    }

    @Test
    void one_commit_serves_many_works() throws Exception {
        long before = store.commits();
        var stages = whileTheWriterIsBusy(() -> IntStream.range(0, 500)
                .<CompletionStage<Integer>>mapToObj(i -> store.append(List.of(event("e" + i, clock.instant()))))
                .toList());
        for (var stage : stages) {
            get(stage);
        }

        assertThat(store.commits() - before).isEqualTo(2); // the busy one's, and the group's
        assertThat(log(store)).hasSize(500);
    }

    @Test
    void settles_before_it_accepts_and_accepts_before_it_cleans() throws Exception {
        var order = Collections.synchronizedList(new ArrayList<String>());
        var stages = whileTheWriterIsBusy(() -> List.of(
                store.write(Urgency.CLEAN, tx -> order.add("clean") ? 1 : 0),
                store.write(Urgency.ACCEPT, tx -> order.add("accept 1") ? 1 : 0),
                store.write(Urgency.SETTLE, tx -> order.add("settle") ? 1 : 0),
                store.write(Urgency.ACCEPT, tx -> order.add("accept 2") ? 1 : 0)));
        for (var stage : stages) {
            get(stage);
        }

        assertThat(order).containsExactly("settle", "accept 1", "accept 2", "clean");
    }

    @Test
    void stages_complete_after_the_commit_and_not_on_the_writers_thread() throws Exception {
        var writer = settle(tx -> Thread.currentThread());

        var seen = store.append(events("e", 1)).thenApply(n -> {
            assertThat(Thread.currentThread()).isNotSameAs(writer);
            return database.number("SELECT count(*) FROM event");
        });

        assertThat(get(seen)).isEqualTo(1);
    }

    @Test
    void too_much_waiting_is_refused_at_once_and_outcomes_still_find_room() throws Exception {
        var refused = new ArrayList<CompletionStage<Integer>>();
        var stages = whileTheWriterIsBusy(() -> {
            var waiting = new ArrayList<CompletionStage<Integer>>();
            var big = TestEvents.events("big", 1, clock.instant(), 8 << 20);
            for (int i = 0; i < 6; i++) {
                var stage = store.append(big);
                (stage.toCompletableFuture().isDone() ? refused : waiting).add(stage);
            }
            waiting.add(store.write(Urgency.SETTLE, tx -> 42));
            return waiting;
        });

        assertThat(refused).isNotEmpty().allSatisfy(stage -> assertThatThrownBy(() -> get(stage))
                .hasCauseInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("Too much is waiting"));
        assertThat(get(stages.get(stages.size() - 1))).isEqualTo(42);
        for (var stage : stages) {
            get(stage);
        }
    }

    @Test
    void what_waits_is_written_before_the_store_closes() throws Exception {
        var stages = IntStream.range(0, 200)
                .mapToObj(i -> store.append(List.of(event("e" + i, clock.instant()))))
                .toList();

        store.close();

        for (var stage : stages) {
            assertThat(get(stage)).isEqualTo(1);
        }
        assertThatThrownBy(() -> accept(events("late", 1))).hasCauseInstanceOf(StoreUnavailable.class);
        store = openAgain();
        assertThat(log(store)).hasSize(200);
    }

    @Test
    void a_number_is_never_given_twice() throws Exception {
        accept(events("first", 3));
        long end = store.logEnd();
        get(store.clean(tx -> tx.sql().update("DELETE FROM event")));

        accept(events("second", 1));

        assertThat(store.logEnd()).isGreaterThan(end);
    }

    @Test
    void many_callers_see_every_event_once_and_in_order() throws Exception {
        var tail = new LogTail(store, 8 * 50);
        tail.start();
        var callers = IntStream.range(0, 8)
                .mapToObj(caller -> CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < 50; i++) {
                        store.append(events("c" + caller + "-" + i, 1))
                                .toCompletableFuture()
                                .join();
                    }
                }))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(callers).get(30, TimeUnit.SECONDS);

        tail.assertSawEachEventOnceAndInOrder();
    }

    /** What is written meanwhile waits, and so comes into one group. */
    <T> List<CompletionStage<T>> whileTheWriterIsBusy(java.util.function.Supplier<List<CompletionStage<T>>> writes)
            throws Exception {
        var begun = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        var busy = store.write(Urgency.SETTLE, tx -> {
            begun.countDown();
            return end.await(30, TimeUnit.SECONDS);
        });
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        var stages = writes.get();
        end.countDown();
        assertThat(get(busy)).isTrue();
        return stages;
    }
}
