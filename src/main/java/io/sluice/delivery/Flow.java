package io.sluice.delivery;

import io.sluice.event.Event;
import java.util.List;
import java.util.Set;

/** The mappings of one lane, as one function of an event. Pure. */
public interface Flow {
    /** The stem of the flow's files in {@code routes/}. */
    String lane();

    /** {@code sfmc} or {@code salesforce}: the destination of all its mappings. */
    String destination();

    /** The one account of that destination that all its mappings write to, as it is configured. */
    String account();

    /**
     * What the account is called where those of all destinations are: for its door, lease and pause, in commands, metrics and
     * logs. Two destinations may each have an account of one name.
     */
    default String door() {
        return destination() + "-" + account();
    }

    /** The names of its mappings, in the order of the file. */
    Set<String> mappings();

    /** One result per mapping, in the order of the file, except that the table form gives one for the whole table. */
    List<Mapped> map(Event event);
}
