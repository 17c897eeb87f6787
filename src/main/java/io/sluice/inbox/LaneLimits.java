package io.sluice.inbox;

import java.time.Duration;

/**
 * How much a lane takes at a time: set in its route, on the {@code inbox:} endpoint.
 *
 * @param batch rows of one target that are worth a call; a read ends when one target has as many
 * @param linger how long a read that reached the end of the log waits to become fuller
 * @param inFlight rows that may be under way at a time
 * @param openKeys keys with open rows beyond which the lane reads on only when some have been settled
 */
record LaneLimits(int batch, Duration linger, int inFlight, int openKeys) {}
