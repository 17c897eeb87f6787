package io.sluice.sfmc;

import io.sluice.delivery.Action;
import java.util.Set;

/** One that knows of a contact nothing but its key, and may be repeated. */
interface ContactAction extends Action {
    @Override
    default String destination() {
        return "sfmc";
    }

    @Override
    default String targetKind() {
        return "";
    }

    @Override
    default Set<String> keyNames() {
        return SfmcJourneyEvent.CONTACT_KEY;
    }

    @Override
    default boolean takesFields() {
        return false;
    }

    @Override
    default boolean repeatable() {
        return true;
    }
}
