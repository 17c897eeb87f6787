package io.sluice.delivery;

import io.sluice.event.Event;
import java.util.List;
import java.util.Set;

/** The mappings of one lane, as one function of an event. Pure. */
public interface Flow {
    /** The stem of the flow's files in {@code routes/}. */
    String lane();

    /** The one account that all its mappings write to. */
    String account();

    /** The names of its mappings, in the order of the file. */
    Set<String> mappings();

    /** One result per mapping, in the order of the file, except that the table form gives one for the whole table. */
    List<Mapped> map(Event event);
}
