package io.sluice.delivery;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/** All flows of {@code routes/}. */
public interface Flows {
    Collection<Flow> flows();

    /** Whether the flow's account is configured; a flow that is off reads nothing and holds nothing back. */
    boolean on(Flow flow);

    /** The accounts that are called from here, as in {@link Flow#door}: those of the flows that are on, and those that are read. */
    default Set<String> doors() {
        return flows().stream().filter(this::on).map(Flow::door).collect(Collectors.toSet());
    }
}
