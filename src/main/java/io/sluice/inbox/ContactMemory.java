package io.sluice.inbox;

import io.sluice.delivery.Action;
import io.sluice.delivery.Mapped;
import io.sluice.delivery.Outcome;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which contacts of an account need not be created again, and for how long: what its actions say of it. The contacts
 * themselves are in the table {@code contact}.
 */
final class ContactMemory {
    private final String account;
    private final Map<String, Duration> remembering = new HashMap<>();
    private final Set<String> forgetting = new HashSet<>();

    ContactMemory(String account, Iterable<? extends Action> actions) {
        this.account = account;
        for (var action : actions) {
            if (!action.remembers(account).isZero()) {
                remembering.put(action.name(), action.remembers(account));
            }
            if (action.forgets()) {
                forgetting.add(action.name());
            }
        }
    }

    String account() {
        return account;
    }

    /** Whether a known contact needs no such row. */
    boolean covers(Mapped.Wanted wanted) {
        return remembering.containsKey(wanted.action());
    }

    /** What has come back says which contacts exist now, and which may not. */
    LaneWrites.Change learn(List<Landing> landings, long now) {
        var known = new HashMap<Duration, Set<String>>();
        var gone = new HashSet<String>();
        for (var landing : landings) {
            var wanted = landing.flight().delivery().wanted();
            if (landing.outcome() instanceof Outcome.Delivered) {
                var memory = remembering.get(wanted.action());
                if (memory != null) {
                    known.computeIfAbsent(memory, each -> new HashSet<>()).add(Mapped.keyValues(wanted.key()));
                }
                if (forgetting.contains(wanted.action())) {
                    gone.add(Mapped.keyValues(wanted.key()));
                }
            }
        }
        return tx -> {
            known.forEach((memory, keys) -> tx.remember(account, keys, now + memory.toMillis()));
            tx.forget(account, gone);
        };
    }
}
