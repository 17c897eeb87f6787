package io.sluice.inbox;

import io.sluice.delivery.Delivery;
import io.sluice.delivery.Flow;
import io.sluice.delivery.Jobs;
import io.sluice.delivery.Mapped;
import io.sluice.delivery.Newest;
import io.sluice.delivery.Reason;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/** Reads the log on, and sorts what it finds: to be sent, to wait behind another of its key, or done with. */
final class NewEvents {
    /** Events that one reading may pass over in search of wanted ones, unless it wants more than half as many. */
    private static final int MOST_EVENTS = 1000;

    private static final int CHUNK = 250;
    private static final long CHUNK_BYTES = 1 << 20;

    private final Flow flow;
    private final Store store;
    private final LaneLimits limits;
    private final Predicate<String> repeatable;
    private final Imports imports;
    private final Screen screen;
    private final JobReading jobs;

    NewEvents(Flow flow, Store store, LaneLimits limits, Predicate<String> repeatable, Screen screen, JobReading jobs) {
        this.flow = flow;
        this.store = store;
        this.limits = limits;
        this.repeatable = repeatable;
        this.imports = new Imports(repeatable);
        this.screen = screen;
        this.jobs = jobs;
    }

    void find(LaneMemory lane, int most, int room, long now, Found found) {
        var size =
                jobs.size().filter(one -> most > 1); // a probe is one call, and so is each row where the route says so
        var enough = size.map(one -> Enough.toSee(most, one)).orElseGet(() -> Enough.ofCalls(most));
        var worthReading = fetch(lane, enough, most, now);
        if (size.isEmpty() || !jobs.worthIt(lane.fetched(), size.get())) {
            if (worthReading) {
                found.send(read(lane, most, delivery -> most, room, now));
            }
        } else if (found.flights().isEmpty() && !lane.jobs().full()) {
            fetch(lane, Enough.ofJob(size.get()), most, now);
            found.send(read(
                    lane,
                    most,
                    delivery -> jobs.share(delivery, most),
                    size.get().rows(),
                    now));
        }
    }

    /**
     * How much is fetched from the log.
     *
     * @param wanted rows
     * @param events wanted or not
     * @param bytes of the rows
     */
    private record Enough(long wanted, int events, long bytes) {
        private static Enough ofCalls(int most) {
            return new Enough(4L * most, Math.max(MOST_EVENTS, 2 * most), Long.MAX_VALUE);
        }

        /** Whether a job would be worth it. */
        private static Enough toSee(int most, Jobs.Size size) {
            return new Enough(Math.max(4L * most, size.least()), size.rows(), size.bytes());
        }

        private static Enough ofJob(Jobs.Size size) {
            return new Enough(size.rows(), size.rows(), size.bytes());
        }
    }

    /** @return whether what has been fetched is worth a reading now */
    private boolean fetch(LaneMemory lane, Enough enough, int most, long now) {
        var fetched = lane.fetched();
        var wanted = fetched.stream().mapToLong(LaneMemory.Fetched::wanted).sum();
        var bytes = fetched.stream().mapToLong(LaneMemory.Fetched::bytes).sum();
        var from = fetched.isEmpty()
                ? lane.progress().readTo()
                : fetched.peekLast().seq();
        var limit = lane.progress().limit();
        var end = false;
        while (!end
                && (from < lane.mergedTo()
                        || wanted < enough.wanted() && fetched.size() < enough.events() && bytes < enough.bytes())) {
            var chunk = store.eventsAfter(from, CHUNK, CHUNK_BYTES);
            for (var logged : chunk) {
                if (logged.seq() <= limit) {
                    var one = fetched(logged, now);
                    fetched.add(one);
                    wanted += one.wanted();
                    bytes += one.bytes();
                }
            }
            from = chunk.isEmpty() ? from : chunk.get(chunk.size() - 1).seq();
            end = chunk.isEmpty() || from > limit;
        }
        if (fetched.isEmpty()) {
            skip(lane, from > limit);
            return false;
        }
        var lingered = fetched.peekFirst().age(now) >= limits.linger().toMillis();
        return wanted == 0 || wanted >= most || !end || lingered;
    }

    private LaneMemory.Fetched fetched(LoggedEvent logged, long now) {
        var event = logged.event();
        var mapped = imports.mapped(event, flow.map(event));
        var subject = new Screen.Subject(Identity.idsOf(event, mapped), mapped);
        return new LaneMemory.Fetched(
                logged.seq(), event.messageId(), event.receivedAt(), now, subject, JobReading.bytes(mapped));
    }

    /** Nothing is left before a stretch that is done already. */
    private static void skip(LaneMemory lane, boolean done) {
        if (done) {
            lane.progress().complete(lane.progress().read(lane.progress().limit()));
        }
    }

    /** @param share how many rows of a delivery's target are enough */
    private Read read(LaneMemory lane, int most, ToIntFunction<Delivery> share, int room, long now) {
        var read = new Read(flow.lane());
        var together = new HashMap<String, String>();
        var sizes = new HashMap<String, Integer>();
        var last = lane.progress().readTo();
        var full = false;
        var screened = new ArrayDeque<LaneMemory.Fetched>();
        while (!lane.fetched().isEmpty() && (!full || last < lane.mergedTo())) {
            if (screened.isEmpty()) {
                screened.addAll(screened(lane, most));
            }
            lane.fetched().remove();
            var event = screened.remove();
            last = event.seq();
            var before = read.deliveries().size();
            event.mapped().forEach(mapped -> sort(lane, read, event, mapped, now, together));
            for (var delivery :
                    read.deliveries().subList(before, read.deliveries().size())) {
                full |= sizes.merge(delivery.batch(), 1, Integer::sum) >= share.applyAsInt(delivery);
            }
            full |= read.deliveries().size() >= room;
        }
        read.ends(lane.progress().read(last));
        return read;
    }

    /** The next few of what has been fetched: as many as make a call, so that not much is looked up in vain. */
    private List<LaneMemory.Fetched> screened(LaneMemory lane, int most) {
        var next = lane.fetched().stream().limit(most).toList();
        var findings =
                screen.look(next.stream().map(LaneMemory.Fetched::subject).toList());
        return next.stream()
                .map(event -> event.with(findings.mapped(event.subject())))
                .toList();
    }

    private void sort(
            LaneMemory lane,
            Read read,
            LaneMemory.Fetched event,
            Mapped mapped,
            long now,
            Map<String, String> together) {
        if (lane.known(new RowId(event.seq(), mapped.mapping()))) {
            return;
        }
        if (mapped instanceof Mapped.Wanted wanted && wanted.expired(Instant.ofEpochMilli(now))) {
            read.filtered(new Mapped.Filtered(wanted.mapping(), Reason.EXPIRED, ""));
        } else if (mapped instanceof Mapped.Wanted wanted) {
            sort(lane, read, delivery(event, wanted), now, together);
        } else if (mapped instanceof Mapped.Refused refused) {
            read.add(DeliveryRow.refused(flow.lane(), event.seq(), refused));
        } else if (mapped instanceof Mapped.Suppressed suppressed) {
            read.suppressed(suppressed);
        } else {
            read.filtered((Mapped.Filtered) mapped);
        }
    }

    /** @param together what each key of this reading is sent with */
    private void sort(LaneMemory lane, Read read, Delivery delivery, long now, Map<String, String> together) {
        var key = delivery.wanted().key();
        var free = lane.free(key, delivery.seq());
        var joins = delivery.batch().equals(together.get(key)) && lane.keys().noRowBefore(key, delivery.seq());
        if (needsNoRow(delivery) && (free || joins)) {
            together.put(key, delivery.batch());
            lane.keys().fly(delivery.wanted().mapping(), key, delivery.seq());
            read.add(delivery);
            if (joins) {
                read.merges();
            }
        } else {
            together.remove(key);
            var row = DeliveryRow.waiting(delivery, free ? Optional.of(now) : Optional.empty());
            lane.keys().addRow(row);
            read.add(row);
        }
    }

    /** What must not be repeated, or has to wait for other mappings, has a row from the start. */
    private static boolean needsNoRow(Delivery delivery) {
        return delivery.repeatable() && delivery.wanted().after().isEmpty();
    }

    /** Under its key as the store gives it back. */
    private Delivery delivery(LaneMemory.Fetched event, Mapped.Wanted wanted) {
        return new Delivery(
                flow.lane(),
                event.seq(),
                event.messageId(),
                event.receivedAt(),
                wanted.withKey(StoredText.of(wanted.key())),
                0,
                Newest.NOTHING,
                false,
                repeatable.test(wanted.action()));
    }
}
