package io.sluice.inbox;

import io.sluice.event.Event;

/**
 * An event with its place in the log.
 *
 * @param seq rises in the order of acceptance; has gaps
 */
record LoggedEvent(long seq, Event event) {}
