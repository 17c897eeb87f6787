package io.sluice.delivery;

import java.util.Collection;

/** All flows that are on. */
public interface Flows {
    Collection<Flow> flows();
}
