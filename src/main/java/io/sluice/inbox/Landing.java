package io.sluice.inbox;

import io.sluice.delivery.Outcome;

/** A delivery that has come back. */
record Landing(Flight flight, Outcome outcome) {}
