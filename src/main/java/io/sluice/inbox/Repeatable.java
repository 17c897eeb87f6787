package io.sluice.inbox;

import io.sluice.delivery.Action;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Which actions, by name, may be sent the same rows twice. */
record Repeatable(Set<String> names) implements Predicate<String> {
    static Repeatable of(Iterable<Action> actions) {
        return new Repeatable(StreamSupport.stream(actions.spliterator(), false)
                .filter(Action::repeatable)
                .map(Action::name)
                .collect(Collectors.toSet()));
    }

    @Override
    public boolean test(String action) {
        return names.contains(action);
    }
}
