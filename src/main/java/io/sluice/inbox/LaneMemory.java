package io.sluice.inbox;

import io.sluice.delivery.Job;
import io.sluice.delivery.Mapped;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * What a lane keeps in memory from one loading to the next: all of it can be had again from the store. Not thread-safe, but
 * for {@link #passed}.
 */
final class LaneMemory {
    private final String lane;
    private final Progress progress;
    private final Keys keys;
    private final Leave leave;
    private final LaneWrites writes;
    private final Reread reread;
    private final LaneJobs jobs = new LaneJobs();
    private final Set<RowId> known;
    private final Deque<Fetched> fetched = new ArrayDeque<>();
    private final Gated gated = new Gated();
    private int unsettled;

    /**
     * What had been read before the loading, and is read again.
     *
     * @param mergedTo up to here deliveries may have been merged and sent: read in one go, they are merged at least as
     *     far, so that no key goes back to a value that the merging had passed over
     * @param rowsTo the last event that had a row
     * @param known rows beyond the position: these are not made again
     */
    record Reread(long mergedTo, long rowsTo, Set<RowId> known) {}

    /**
     * An event read from the log and mapped, but not handed out; without its body, since many are read in vain.
     *
     * @param seenAt when it was read, in milliseconds of the store's clock
     * @param bytes about so many its rows would take in a call
     */
    record Fetched(long seq, String messageId, Instant receivedAt, long seenAt, Screen.Subject subject, long bytes) {
        List<Mapped> mapped() {
            return subject.mapped();
        }

        /** What is left of it after the screening. */
        Fetched with(List<Mapped> mapped) {
            return new Fetched(seq, messageId, receivedAt, seenAt, new Screen.Subject(subject.ids(), mapped), bytes);
        }

        long wanted() {
            return mapped().stream().filter(Mapped.Wanted.class::isInstance).count();
        }

        /** The clock of the process that received it may differ from the store's. */
        long age(long now) {
            return now - Math.min(seenAt, receivedAt.toEpochMilli());
        }
    }

    LaneMemory(String lane, Progress progress, Keys keys, Leave leave, LaneWrites writes, Reread reread) {
        this.lane = lane;
        this.progress = progress;
        this.keys = keys;
        this.leave = leave;
        this.writes = writes;
        this.reread = reread;
        this.known = new HashSet<>(reread.known());
    }

    Progress progress() {
        return progress;
    }

    Keys keys() {
        return keys;
    }

    Leave leave() {
        return leave;
    }

    LaneJobs jobs() {
        return jobs;
    }

    /** Takes up the jobs that were submitted before the loading. */
    void load(List<Job> some) {
        jobs.load(some);
        for (var job : some) {
            job.lines().forEach(line -> line.sources()
                    .forEach(source -> keys.fly(source.mapping(), line.key(), source.seq())));
        }
    }

    /** Under which it was loaded. */
    long fence() {
        return writes.fence();
    }

    CompletionStage<Void> write(LaneWrites.Change change) {
        return writes.add(change);
    }

    /** Rows that wait for other lanes. */
    Gated gated() {
        return gated;
    }

    Deque<Fetched> fetched() {
        return fetched;
    }

    /** What comes up to here must be read in one go. */
    long mergedTo() {
        return reread.mergedTo();
    }

    /** Whether rows were made, before the loading, of events that have not been read again. */
    boolean rereading() {
        return progress.readTo() < reread.rowsTo();
    }

    /** Whether there has been a row since before the loading; asked once of each. */
    boolean known(RowId row) {
        return known.remove(row);
    }

    /** Whether nothing under way, and no row before {@code seq}, is in the way of this key. */
    boolean free(String key, long seq) {
        return !keys.flying(key) && keys.noRowBefore(key, seq);
    }

    /** See {@link Gate}; for any thread. */
    boolean passed(List<String> mappings, long seq, String keyValues) {
        return progress.readTo() >= seq
                && mappings.stream().noneMatch(mapping -> keys.unsettled().before(mapping, keyValues, seq));
    }

    /** How many deliveries have been handed out and are not settled on disk. */
    int unsettled() {
        return unsettled;
    }

    /** Takes note of what is handed out. @return what to write before anything of it can be settled */
    LaneWrites.Change begin(Found found) {
        unsettled += found.flights().size() + found.ended().size();
        var read = found.read();
        var done = read.filter(Read::complete);
        done.ifPresent(one -> progress.complete(one.span()));
        var moved = done.isPresent() ? move() : (LaneWrites.Change) tx -> {};
        return tx -> {
            tx.update(found.postponed());
            if (read.isPresent()) {
                tx.insert(read.get().rows());
                tx.count(read.get().rowCounts());
            }
            if (done.isPresent()) {
                tx.count(done.get().counts());
            }
            moved.in(tx);
        };
    }

    /** Takes back what has landed; what came from the log is settled when all of its read has. */
    Settlement land(List<Landing> landings, Backoff backoff, long now) {
        var settlement = new Settlement(lane, progress.position(), backoff, now);
        var reads = new HashSet<Read>();
        for (var landing : landings) {
            landing.flight().read().ifPresentOrElse(read -> read.land(landing), () -> settlement.add(landing));
            landing.flight().read().ifPresent(reads::add);
        }
        return settle(settlement, reads, landings, now);
    }

    /** Flights get rows, or other rows, just before a call. @param after the same with them, in the same order */
    Settlement send(List<Flight> before, List<Flight> after, Backoff backoff, long now) {
        var settlement = new Settlement(lane, progress.position(), backoff, now);
        var reads = new HashSet<Read>();
        for (var i = 0; i < before.size(); i++) {
            settlement.send(after.get(i), before.get(i).row().isEmpty());
            before.get(i).read().ifPresent(read -> {
                read.leave();
                reads.add(read);
            });
        }
        return settle(settlement, reads, List.of(), now);
    }

    /** @param reads that may be complete now */
    private Settlement settle(Settlement settlement, Set<Read> reads, List<Landing> landings, long now) {
        var complete = reads.stream().filter(Read::complete).toList();
        for (var read : complete) {
            read.landed().forEach(settlement::add);
            settlement.count(read.counts());
        }
        settlement.settle();
        settlement.opened().forEach(keys::addRow);
        settlement.closed().forEach(keys::removeRow);
        settlement.submitted().forEach(job -> jobs.add(job, now));
        // After the rows: who waits for an event must see the event's row, or that it is done.
        landings.stream().filter(Landing::isFinal).forEach(this::touchDown);
        settlement.landings().stream().filter(Landing::getsRow).forEach(this::touchDown);
        complete.forEach(read -> progress.complete(read.span()));
        if (!complete.isEmpty()) {
            settlement.move(move());
        }
        return settlement;
    }

    /** Takes back what a job has stood for. */
    Settlement land(Job job, List<Landing> landings, Backoff backoff, long now) {
        unsettled += landings.size();
        var settlement = land(landings, backoff, now);
        settlement.ends(job);
        jobs.end(job);
        return settlement;
    }

    /** Nobody in another lane needs to wait for it any more, or only for its row. */
    private void touchDown(Landing landing) {
        var delivery = landing.flight().delivery();
        keys.unsettled().land(delivery.wanted().mapping(), delivery.wanted().key(), delivery.seq());
    }

    /** It is on disk: only now may the next delivery of these keys be sent. @return those whose next one is a row */
    Set<String> release(Settlement settlement) {
        unsettled -= settlement.size();
        settlement.touched().forEach(keys::land);
        var free = new HashSet<>(settlement.touched());
        free.removeAll(settlement.heads());
        free.removeIf(key -> keys.rows(key) == 0);
        return free;
    }

    private LaneWrites.Change move() {
        var position = progress.position();
        var ahead = progress.ahead();
        return tx -> tx.move(lane, position, ahead);
    }
}
