package io.sluice.inbox;

import io.sluice.delivery.Flow;
import io.sluice.delivery.Mapped;
import io.sluice.event.Event;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Maps as a test says. */
record ScriptedFlow(String lane, Set<String> mappings, Function<Event, List<Mapped>> mapper) implements Flow {
    /** One mapping, called {@code m}. */
    static ScriptedFlow of(String lane, Function<Event, Mapped> mapper) {
        return new ScriptedFlow(lane, Set.of("m"), event -> List.of(mapper.apply(event)));
    }

    @Override
    public String destination() {
        return "test";
    }

    @Override
    public String account() {
        return ModelFlow.ACCOUNT;
    }

    @Override
    public List<Mapped> map(Event event) {
        return mapper.apply(event);
    }
}
