package io.sluice.mapping;

import io.sluice.delivery.Mapped;

/**
 * What one mapping makes of an event, sending nothing: the row it wants to write, or the condition that failed.
 *
 * @param lane the flow that the mapping is in
 * @param account the account that it writes to
 */
public record Explanation(String lane, String account, Mapped mapped) {}
