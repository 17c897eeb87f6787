package io.sluice.delivery;

import java.util.Collection;

/** All flows of {@code routes/}. */
public interface Flows {
    Collection<Flow> flows();

    /** Whether the flow's account is configured; a flow that is off reads nothing and holds nothing back. */
    boolean on(Flow flow);
}
