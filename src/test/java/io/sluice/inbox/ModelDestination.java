package io.sluice.inbox;

import io.sluice.delivery.Delivery;
import io.sluice.delivery.Failure;
import io.sluice.delivery.Outcome;
import io.sluice.delivery.Reason;
import io.sluice.delivery.Settled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/** The other side of the model: keeps what was applied, and answers as the dice fall. */
final class ModelDestination {
    /** What was written, by order key. */
    final Map<String, List<Integer>> applied = new HashMap<>();

    /** What was fired, by mapping and number, with what had been written for its key by then. */
    final Map<String, List<Integer>> fired = new HashMap<>();

    private final Random random;

    ModelDestination(Random random) {
        this.random = random;
    }

    record Answered(List<Settled> settled, Optional<Failure> failure) {}

    /** Rows of an unwelcome key are refused for ever; the rest fails now and then while {@code moody}. */
    Answered answer(List<Delivery> batch, boolean moody) {
        var dice = moody ? random.nextInt(12) : 11;
        if (dice == 0) {
            return held(batch, Failure.Owner.ACCOUNT, Reason.UNAVAILABLE);
        }
        if (dice == 1) {
            return held(batch, Failure.Owner.TARGET, Reason.TARGET_UNKNOWN);
        }
        return batch.get(0).repeatable() ? rows(batch, moody) : fire(batch, dice);
    }

    /** Deliveries of one key are one row: what the last of them says. */
    private Answered rows(List<Delivery> batch, boolean moody) {
        var settled = new ArrayList<Settled>();
        for (var line : lines(batch)) {
            var last = line.get(line.size() - 1);
            if (unwelcome(last)) {
                line.forEach(
                        one -> settled.add(new Settled(one, new Outcome.Refused(Reason.ROW_REJECTED, "unwelcome"))));
            } else if (moody && random.nextInt(10) == 0) {
                line.forEach(one -> settled.add(new Settled(one, new Outcome.Held(Reason.ROW_FAILED))));
                settled.removeIf(one -> one.delivery() == line.get(0));
                settled.add(new Settled(line.get(0), new Outcome.Parked(Reason.ROW_FAILED, "dice")));
            } else {
                apply(last);
                line.forEach(one ->
                        settled.add(new Settled(one, one == last ? new Outcome.Delivered() : new Outcome.Merged())));
            }
        }
        return new Answered(settled, Optional.empty());
    }

    private static Collection<List<Delivery>> lines(List<Delivery> batch) {
        return batch.stream()
                .collect(Collectors.groupingBy(one -> one.wanted().key(), LinkedHashMap::new, Collectors.toList()))
                .values();
    }

    private static boolean unwelcome(Delivery delivery) {
        return unwelcome(key(delivery));
    }

    static boolean unwelcome(String key) {
        return key.equals("k13") || key.equals("k14");
    }

    private Answered fire(List<Delivery> batch, int dice) {
        var settled = new ArrayList<Settled>();
        for (var delivery : batch) {
            if (dice == 2) {
                settled.add(new Settled(delivery, new Outcome.Refused(Reason.OUTCOME_UNKNOWN, "dice")));
            } else {
                apply(delivery);
                settled.add(new Settled(delivery, new Outcome.Delivered()));
            }
        }
        return new Answered(settled, Optional.empty());
    }

    /** The call arrives, but nobody hears the answer. */
    void applyUnheard(List<Delivery> batch) {
        lines(batch).stream()
                .map(line -> line.get(line.size() - 1))
                .filter(last -> !last.repeatable() || !unwelcome(last))
                .forEach(this::apply);
    }

    private void apply(Delivery delivery) {
        if (delivery.repeatable()) {
            applied.computeIfAbsent(delivery.wanted().key(), key -> new ArrayList<>())
                    .add(n(delivery));
            return;
        }
        for (var mapping : delivery.wanted().after()) {
            var rows = applied.getOrDefault(mapping + "|" + key(delivery), List.of());
            fired.computeIfAbsent(fire(delivery.wanted().mapping(), n(delivery)), fire -> new ArrayList<>())
                    .add(rows.isEmpty() ? 0 : rows.get(rows.size() - 1));
        }
    }

    static String fire(String mapping, int n) {
        return mapping + " " + n;
    }

    private static Answered held(List<Delivery> batch, Failure.Owner owner, Reason reason) {
        var settled = batch.stream()
                .map(delivery -> new Settled(delivery, new Outcome.Held(reason)))
                .toList();
        return new Answered(settled, Optional.of(new Failure(owner, reason, Optional.of(Duration.ofMillis(1)), "")));
    }

    private static String key(Delivery delivery) {
        return delivery.wanted().row().keys().get("key").asText();
    }

    private static int n(Delivery delivery) {
        return delivery.wanted().row().values().get("n").asInt();
    }
}
