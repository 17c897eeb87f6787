package io.sluice.inbox;

import io.sluice.event.Event;
import io.sluice.inbox.Store.Urgency;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A store on an empty database, for each test. */
abstract class StoreTestBase {
    final SetClock clock = new SetClock();
    TestDatabase database;
    SqlStore store;

    abstract TestDatabase create();

    @BeforeEach
    void open() {
        database = create();
        store = openAgain();
    }

    @AfterEach
    void close() {
        store.close();
    }

    SqlStore openAgain() {
        return SqlStore.open(database.database(clock));
    }

    static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    <T> T settle(Store.Work<T> work) throws Exception {
        return get(store.write(Urgency.SETTLE, work));
    }

    @FunctionalInterface
    interface Writing {
        void in(Tx tx) throws Exception;
    }

    void writing(Writing work) throws Exception {
        settle(tx -> {
            work.in(tx);
            return null;
        });
    }

    List<Event> events(String prefix, int count) {
        return TestEvents.events(prefix, count, clock.instant());
    }

    int accept(List<Event> events) throws Exception {
        return get(store.append(events));
    }

    static List<String> ids(List<LoggedEvent> events) {
        return events.stream().map(event -> event.event().messageId()).toList();
    }

    /** The whole log, by its numbers. */
    static List<LoggedEvent> log(Store store) {
        var all = new ArrayList<LoggedEvent>();
        long last = 0;
        for (var some = store.eventsAfter(last, 1_000, 1 << 20); !some.isEmpty(); ) {
            all.addAll(some);
            last = some.get(some.size() - 1).seq();
            some = store.eventsAfter(last, 1_000, 1 << 20);
        }
        return all;
    }
}
