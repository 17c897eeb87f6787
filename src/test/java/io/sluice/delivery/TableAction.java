package io.sluice.delivery;

import java.util.Set;

/** What tests mostly need to say of an action: it writes rows of any key and columns, and may be repeated. */
public interface TableAction extends Action {
    @Override
    default String destination() {
        return "fake";
    }

    @Override
    default String targetKind() {
        return "table";
    }

    @Override
    default Set<String> keyNames() {
        return Set.of();
    }

    @Override
    default boolean takesFields() {
        return true;
    }

    @Override
    default boolean repeatable() {
        return true;
    }
}
