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
    final Map<String, List<Integer>> applied = new HashMap<>();
    final Map<Integer, Integer> fired = new HashMap<>();
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
        return batch.get(0).repeatable() ? rows(batch, moody) : fire(batch.get(0), dice);
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
        return unwelcome(delivery.wanted().row().keys().get("key").asText());
    }

    static boolean unwelcome(String key) {
        return key.equals("k13") || key.equals("k14");
    }

    private Answered fire(Delivery delivery, int dice) {
        if (dice == 2) {
            var unknown = new Outcome.Refused(Reason.OUTCOME_UNKNOWN, "dice");
            return new Answered(List.of(new Settled(delivery, unknown)), Optional.empty());
        }
        apply(delivery);
        return new Answered(List.of(new Settled(delivery, new Outcome.Delivered())), Optional.empty());
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
        } else {
            fired.merge(n(delivery), 1, Integer::sum);
        }
    }

    private static Answered held(List<Delivery> batch, Failure.Owner owner, Reason reason) {
        var settled = batch.stream()
                .map(delivery -> new Settled(delivery, new Outcome.Held(reason)))
                .toList();
        return new Answered(settled, Optional.of(new Failure(owner, reason, Optional.of(Duration.ofMillis(1)), "")));
    }

    static int n(Delivery delivery) {
        return delivery.wanted().row().values().get("n").asInt();
    }
}
