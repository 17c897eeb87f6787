package io.sluice.inbox;

import io.sluice.delivery.Job;
import io.sluice.delivery.Newest;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A store that is away now and then: for reads, for writes before they begin, and for the answer to a commit, which may also
 * come late: after it was taken as failed, and before anything else is written.
 */
final class FlakyStore implements Store {
    private final Store store;
    private final Random random;
    private volatile int troubles;
    private Runnable late = () -> {};

    /** @param troubles how many of a thousand reads and writes fail */
    FlakyStore(Store store, Random random, int troubles) {
        this.store = store;
        this.random = random;
        this.troubles = troubles;
    }

    void calm() {
        troubles = 0;
    }

    private boolean trouble() {
        return random.nextInt(1000) < troubles;
    }

    private Store reading() {
        if (trouble()) {
            throw away();
        }
        return store;
    }

    private static StoreUnavailable away() {
        return new StoreUnavailable("The model's store is away.", null);
    }

    @Override
    public synchronized <T> CompletionStage<T> write(Urgency urgency, Work<T> work) {
        late.run();
        late = () -> {};
        if (trouble()) {
            return CompletableFuture.failedFuture(away());
        }
        if (trouble()) {
            late = () -> store.write(urgency, work);
            return CompletableFuture.failedFuture(away());
        }
        var stage = store.write(urgency, work);
        return trouble() ? stage.thenApply(done -> unheard()) : stage;
    }

    private static <T> T unheard() {
        throw away();
    }

    @Override
    public long now() {
        return store.now();
    }

    @Override
    public List<LoggedEvent> eventsAfter(long seq, int limit, long maxBytes) {
        return reading().eventsAfter(seq, limit, maxBytes);
    }

    @Override
    public List<LoggedEvent> events(Collection<Long> seqs) {
        return reading().events(seqs);
    }

    @Override
    public long logEnd() {
        return reading().logEnd();
    }

    @Override
    public LaneRow lane(String name) {
        return reading().lane(name);
    }

    @Override
    public Map<String, Newest> newest(String lane, Collection<String> keys) {
        return reading().newest(lane, keys);
    }

    @Override
    public List<DeliveryRow> due(String lane, long now, int limit) {
        return reading().due(lane, now, limit);
    }

    @Override
    public List<DeliveryRow> openRows(String lane, String key, int limit) {
        return reading().openRows(lane, key, limit);
    }

    @Override
    public List<DeliveryRow> rowsInState(String lane, DeliveryRow.State state) {
        return reading().rowsInState(lane, state);
    }

    @Override
    public Map<MappingKey, Integer> openKeys(String lane) {
        return reading().openKeys(lane);
    }

    @Override
    public List<DeliveryRow> rowsAfter(String lane, long seq) {
        return reading().rowsAfter(lane, seq);
    }

    @Override
    public List<Job> jobs(String lane) {
        return reading().jobs(lane);
    }

    @Override
    public Optional<Pause> pause(String account) {
        return reading().pause(account);
    }

    @Override
    public boolean anySuppressed() {
        return reading().anySuppressed();
    }

    @Override
    public Set<Identity> suppressed(Collection<Identity> some) {
        return reading().suppressed(some);
    }

    @Override
    public Set<String> contacts(String account, Collection<String> keys) {
        return reading().contacts(account, keys);
    }

    @Override
    public Totals totals() {
        return reading().totals();
    }

    @Override
    public void close() {
        store.close();
    }
}
