package io.sluice.bench;

import java.util.Arrays;
import java.util.List;

/** What can be measured by itself. */
enum Part {
    SIZE(true),
    START(true),
    INGEST(true),
    MEMORY(true),
    LEADS(true),
    SYNC(true),
    PACE(true),
    QUOTA(true),
    MAPPING(false),
    DELIVERY(false),
    CONTACTS(false),
    SETTLE(false),
    WAREHOUSE(false);

    private final boolean hasTarget;

    Part(boolean hasTarget) {
        this.hasTarget = hasTarget;
    }

    static List<Part> withTargets() {
        return Arrays.stream(values()).filter(part -> part.hasTarget).toList();
    }
}
