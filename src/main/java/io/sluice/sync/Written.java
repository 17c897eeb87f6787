package io.sluice.sync;

import java.util.List;
import java.util.Map;

/**
 * What was written of a collection, or would be.
 *
 * @param tables what each of its tables came to, in their order
 * @param notices those that it was read with, and those of the writing
 */
record Written(Map<String, Changes> tables, Status status, List<String> notices) {
    /** All its tables together. */
    Changes changes() {
        return tables.values().stream().reduce(Changes.NONE, Changes::plus);
    }
}
